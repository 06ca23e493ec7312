import { russianBench } from './russian.ts';
console.log(JSON.stringify(await russianBench.run({}), null, 1));
