import { foldWord } from './tokens.ts';

const male =
  'Александр Алексей Анатолий Андрей Антон Аркадий Арсений Артём Артур Ахмед Богдан Борис Вадим Валентин Валерий Василий Виктор Виталий Владимир Владислав Вячеслав Геннадий Георгий Герман Глеб Григорий Давид Даниил Данил Денис Дмитрий Евгений Егор Ефим Захар Иван Игорь Ильдар Илья Ислам Камиль Карим Кирилл Константин Лев Леонид Макар Максим Марат Марк Матвей Мирон Мирослав Михаил Мурат Назар Никита Николай Олег Павел Пётр Платон Радик Рамиль Ратмир Ренат Ринат Родион Роман Ростислав Руслан Рустам Савелий Самвел Святослав Семён Сергей Станислав Степан Тагир Тарас Тимофей Тимур Тихон Фарид Фёдор Филипп Эдуард Эльдар Эмиль Юрий Яков Ярослав Армен Ашот Гурген Арам Саша Лёша Толя Антоша Тёма Боря Вадик Валера Вася Витя Володя Вова Слава Гена Жора Гриша Даня Дима Женя Ваня Костя Лёня Макс Миша Коля Паша Петя Рома Стас Стёпа Тима Федя Эдик Юра Серёжа Серёга';
const female =
  'Агата Аделина Александра Алёна Алина Алиса Алла Альбина Амина Анастасия Ангелина Анжела Анжелика Анна Антонина Арина Валентина Валерия Варвара Василиса Вера Вероника Виктория Галина Гульнара Дарья Диана Дина Ева Евгения Екатерина Елена Елизавета Жанна Зарина Зинаида Зоя Инга Инна Ирина Камилла Карина Кира Клавдия Кристина Ксения Лариса Лейла Лиана Лидия Лилия Любовь Людмила Майя Маргарита Марианна Марина Мария Марьям Мила Милана Мирослава Надежда Наталья Наталия Нелли Нина Оксана Олеся Ольга Полина Раиса Регина Римма Роза Светлана Снежана София Софья Стефания Таисия Тамара Татьяна Ульяна Фатима Эвелина Элина Эльвира Эмилия Эмма Юлия Яна Ярослава Настя Аня Анечка Тоня Варя Вика Галя Даша Дашенька Катя Лена Леночка Лиза Ира Ксюша Лара Лида Люба Люда Рита Маша Машенька Надя Наташа Оля Оленька Поля Света Соня Тая Тома Таня Танечка Уля Юля Юленька';

/** Every case form, folded, → the name itself. A form that is also another name's nominative stays that name. */
const forms = new Map<string, string>();
const nominatives = [...male.split(' '), ...female.split(' ')];
const irregular: Record<string, string> = {
  Пётр: 'Петра Петру Петром Петре',
  Павел: 'Павла Павлу Павлом Павле',
  Лев: 'Льва Льву Львом Льве',
  Любовь: 'Любови Любовью',
};

function oblique(name: string): string[] {
  const special = irregular[name];
  if (special) return special.split(' ');
  const stem = name.slice(0, -1);
  if (name.endsWith('ия')) return ['и', 'ю', 'ей'].map((end) => stem + end);
  if (name.endsWith('я')) return ['и', 'е', 'ю', 'ей'].map((end) => stem + end);
  if (name.endsWith('а')) return ['ы', 'и', 'е', 'у', 'ой', 'ей'].map((end) => stem + end);
  if (name.endsWith('й')) return ['я', 'ю', 'ем', 'е', 'и'].map((end) => stem + end);
  if (name.endsWith('ь')) return ['я', 'ю', 'ем', 'е'].map((end) => stem + end);
  return ['а', 'у', 'ом', 'е'].map((end) => name + end);
}

for (const name of nominatives) forms.set(foldWord(name), name);
for (const name of nominatives) {
  for (const form of oblique(name)) {
    const folded = foldWord(form);
    if (!forms.has(folded)) forms.set(folded, name);
  }
}

// Everyday words that are also case forms or names; they count only where a name is certain to be meant.
const everyday = new Set(
  'веры вере веру верой вера надежды надежде надежду надеждой надежда любви любовь любови роза розы розу розе слава славы славе славу майя марка марке марку марки мила милы миле лилия лилии поля поле полю света свете свету тома томе юлю мира ева лида эмаль роман романа романы лев лена рома ромы гена гены тая зоя ира коля дина дине дины толя даня поли соня тоня галя лара надя уля люба тима паше паша'.split(
    ' ',
  ),
);
// Of these, the ones nobody uses in another sense on the telephone.
for (const safe of 'роман лена ира коля соня надя люба паша галя тоня лида даня лара рома дина зоя вера света слава лев ева'.split(
  ' ',
)) {
  everyday.delete(safe);
}

const maleNames = new Set(male.split(' '));

/** Whose name it is; undefined for names that both have (Саша). */
export function genderOfName(name: string): 'masculine' | 'feminine' | undefined {
  const isMale = maleNames.has(name);
  return isMale && /^(?:Саша|Женя|Слава)$/.test(name) ? undefined : isMale ? 'masculine' : 'feminine';
}

/** “александра” beside “сергеевича” is Александр: the man of whom the form is a case. */
export function maleName(word: string): string | undefined {
  const folded = foldWord(word);
  return [...maleNames].find(
    (name) => foldWord(name) === folded || oblique(name).some((form) => foldWord(form) === folded),
  );
}

/** “анной”, “Петра” → “Анна”, “Пётр”; undefined when it is no known given name. */
export function givenName(word: string): string | undefined {
  return forms.get(foldWord(word));
}

/** Whether the form is also an everyday word (“надежды”, “поле”, “марка”). */
export function isEverydayWord(word: string): boolean {
  return everyday.has(foldWord(word));
}
