import type { FieldType } from '@allo/contracts/ports';

/** One way to say something: `|` is a place where people draw breath, `{slot}` a value. */
export interface TurnTemplate {
  words: string;
  weight: number;
}

/** What was asked, how often, and how people answer. */
export interface TurnSituation {
  name: string;
  asked: FieldType | null;
  share: number;
  /** Whole turns: what some caller stops after. */
  templates: readonly TurnTemplate[];
  /** Share of turns to which something is added after they were whole … */
  additionShare: number;
  /** … and what. Nothing in the words before tells that it comes. */
  additions: readonly string[];
}

const of = (weight: number, ...words: string[]): TurnTemplate[] =>
  words.map((one) => ({ words: one, weight }));

/** Written from how people speak, before and apart from the rules that are measured with it. */
export const turnCorpus: readonly TurnSituation[] = [
  {
    name: 'yes-no',
    asked: 'boolean',
    share: 0.18,
    templates: [
      ...of(12, 'да', 'нет'),
      ...of(7, 'ага', 'угу', 'верно', 'конечно'),
      ...of(
        3,
        'да верно',
        'да всё правильно',
        'да конечно',
        'нет спасибо',
        'да да',
        'ну да',
        'давайте',
        'хорошо',
        'да можно',
        'неверно',
        'да подходит',
        'нет не подходит',
        'всё верно',
        'не надо',
        'алло',
      ),
      ...of(
        2,
        'ну | да наверное',
        'да давайте | на {weekday}',
        'ой | да',
        'я думаю | что да',
        'нет нет | не {weekday} | а {weekday}',
        'в принципе | да',
        'нет | там в конце | {digit}',
      ),
    ],
    additionShare: 0.08,
    additions: [
      'только попозже',
      'и ещё | один вопрос',
      'лучше в другой день',
      'но | не сегодня',
      'если можно',
      'подождите',
    ],
  },
  {
    name: 'choice',
    asked: 'choice',
    share: 0.14,
    templates: [
      ...of(
        6,
        '{service}',
        'мне {service}',
        'давайте {service}',
        'наверное {service}',
        '{service} пожалуйста',
      ),
      ...of(
        4,
        'ну | {service}',
        'мне бы | {service}',
        'я хотела бы | {service}',
        'хочу | на {service}',
        'так | давайте {service}',
        'меня интересует | {service}',
        '{service} и | {service}',
      ),
      ...of(
        2,
        'либо {service} | либо {service}',
        'а какие | вообще есть',
        'скорее второе',
        'первый вариант',
        'не {service} | а {service}',
        'сначала {service} | потом {service}',
        'мне без разницы',
      ),
    ],
    additionShare: 0.08,
    additions: [
      'и {service}',
      'если можно',
      'а потом | {service}',
      'только | подешевле',
      'нет | лучше {service}',
    ],
  },
  {
    name: 'name',
    asked: 'name',
    share: 0.09,
    templates: [
      ...of(6, '{given}', 'меня зовут | {given}', '{given} {surname}', 'меня {given} зовут'),
      ...of(
        3,
        '{surname} | {given} {patronymic}',
        '{given} {patronymic}',
        'это {given}',
        'можно просто {given}',
        'записывайте | {surname} | {given}',
        'фамилия | {surname} | имя | {given}',
        '{given} {patronymic} {surname}',
        'запишите на мужа | {given}',
        'я | {given}',
      ),
    ],
    additionShare: 0.15,
    additions: ['{patronymic}', '{surname}', 'через е', 'фамилия | {surname}'],
  },
  {
    name: 'phone',
    asked: 'phone',
    share: 0.09,
    templates: [
      ...of(6, '{phone}', 'да | {phone}', 'записывайте | {phone}', 'так | {phone}'),
      ...of(2, 'мой номер | {phone}', 'сейчас скажу | {phone}', 'значит | {phone}', 'телефон | {phone}'),
      ...of(1, 'с этого номера | и звоню', 'а можно | на этот же'),
    ],
    additionShare: 0.06,
    additions: ['всё', 'добавочный | {digit} {digit}', 'это рабочий'],
  },
  {
    name: 'when',
    asked: 'datetime',
    share: 0.14,
    templates: [
      ...of(
        5,
        'завтра',
        'на {weekday}',
        'в {hour}',
        'завтра в | {hour}',
        'на {weekday} {daypart}',
        'в {weekday} {daypart}',
        '{day} {month}',
        'послезавтра {daypart}',
        'завтра {daypart}',
      ),
      ...of(
        3,
        '{day} {month} в | {hour} часов',
        'давайте | на {weekday}',
        'часов в {hour}',
        'можно {daypart}',
        'в {hour} {minute}',
        'на {weekday} в | {hour}',
        'лучше | {daypart}',
        'в любое время',
        'где-то | {daypart}',
        'на | ближайшее свободное',
      ),
      ...of(
        2,
        'завтра не могу | давайте {weekday}',
        'мне | на этой неделе',
        'без {minute} | {hour}',
        'на следующий | {weekday}',
        'чтобы | после работы',
      ),
    ],
    additionShare: 0.16,
    additions: ['{daypart}', 'в {hour}', 'если можно', 'ой нет | на {weekday}', 'или | в {weekday}'],
  },
  {
    name: 'count',
    asked: 'number',
    share: 0.05,
    templates: [
      ...of(6, '{small}', 'нас {small}', '{small} человек', 'наверное {small}'),
      ...of(
        2,
        'ну | {small} наверное',
        'взрослых {small} | и {small} детей',
        'где-то | {small}',
        'штук {small}',
      ),
    ],
    additionShare: 0.08,
    additions: ['нет | {small}', 'и | {small} детей', 'может больше'],
  },
  {
    name: 'address',
    asked: 'text',
    share: 0.04,
    templates: [
      ...of(
        4,
        'улица {street} | дом {house}',
        'улица {street} | дом | {house} | квартира {house}',
        '{street} {house}',
        'город {city} | {street} | {house}',
      ),
      ...of(
        2,
        'это | {street} {house}',
        'проспект {street} | {house}',
        '{city} | улица {street} | дом {house}',
      ),
    ],
    additionShare: 0.2,
    additions: ['квартира {house}', 'второй подъезд', 'корпус {small}', 'там | со двора'],
  },
  {
    name: 'open',
    asked: null,
    share: 0.27,
    templates: [
      ...of(
        5,
        'хочу записаться | на {service}',
        'здравствуйте | хочу записаться | на {service}',
        'подскажите | сколько стоит | {price}',
        'мне нужно | перенести запись',
        'у меня {thing} | не пришла',
        'а вы | до скольки работаете',
        'добрый день | а можно | записаться к {person}',
        'соедините меня | с оператором',
        'алло',
      ),
      ...of(
        3,
        'я хотел бы | узнать насчёт | {service}',
        'здравствуйте | у меня такой вопрос | {price} сколько будет стоить',
        'хочу записаться | на {service} на | {weekday}',
        'я звоню | потому что | {thing} до сих пор | не готова',
        'мне сказали | что | {thing} будет {weekday}',
        'запишите меня | пожалуйста | к {person}',
        'вы мне звонили',
        'а где вы | находитесь',
        'я хочу | отменить | запись',
        'если можно | то {service} | {daypart}',
        'я по поводу | {thing}',
        'спасибо больше ничего',
        'нет это всё спасибо',
        'спасибо',
      ),
      ...of(
        2,
        'мне нужна | {thing}',
        'слушайте | а можно | чтобы приехали {daypart}',
        'я звонила | но никто | не ответил',
        'мы хотели | вдвоём прийти | на {service}',
        'у меня сломался | телефон',
        'у меня болит | зуб',
        'я не помню | какой там | номер',
        'ну вообще | хотелось бы | {daypart}',
        'а правда что | у вас скидка',
        'девушка | я ничего не понимаю',
        'когда будет | готова {thing}',
      ),
    ],
    additionShare: 0.1,
    additions: [
      'на {weekday}',
      'и ещё | узнать | сколько стоит {price}',
      'если можно',
      'это срочно',
      'я уже | звонила',
      'а то | мне завтра уезжать',
      'вот',
    ],
  },
];
