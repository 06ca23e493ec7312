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
  templates: readonly TurnTemplate[];
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
      ...of(9, 'да', 'нет', 'ага', 'угу', 'верно', 'конечно'),
      ...of(
        4,
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
        3,
        'да | только попозже',
        'нет | лучше в другой день',
        'нет | там {digit} в конце',
        'да | и ещё вопрос',
        'ну | да наверное',
        'нет нет | не {weekday} | а {weekday}',
        'да давайте | на {weekday}',
        'ой | да',
        'наверное | да',
        'я думаю | что да',
      ),
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
        '{service} | и {service}',
        'хочу | на {service}',
        'так | давайте {service}',
        'меня интересует | {service}',
      ),
      ...of(
        2,
        'либо {service} | либо {service}',
        'а какие | вообще есть',
        'скорее второе',
        'первый вариант',
        'мне {service} | а если можно | то и {service}',
        'не {service} | а {service}',
        'сначала {service} | потом {service}',
        'мне без разницы',
      ),
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
        '{given} | {patronymic}',
        'это {given}',
        'можно просто {given}',
        'записывайте | {surname} | {given}',
        'фамилия {surname} | имя {given}',
        '{given} {patronymic} | {surname}',
      ),
      ...of(1, 'запишите на мужа | {given}', 'я | {given}'),
    ],
  },
  {
    name: 'phone',
    asked: 'phone',
    share: 0.09,
    templates: [
      ...of(6, '{phone}', 'да | {phone}', 'записывайте | {phone}', 'так | {phone}'),
      ...of(
        2,
        'мой номер | {phone}',
        '{phone} | всё',
        'сейчас скажу | {phone}',
        'значит | {phone}',
        'телефон | {phone}',
      ),
      ...of(1, 'с этого номера и звоню', 'а можно на этот же'),
    ],
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
        'завтра | в {hour}',
        'на {weekday} | {daypart}',
        'в {weekday} {daypart}',
        '{day} {month}',
        'послезавтра | {daypart}',
        'завтра {daypart}',
      ),
      ...of(
        3,
        '{day} {month} | в {hour} часов',
        'давайте | на {weekday}',
        'часов в {hour}',
        'можно {daypart}',
        'в {hour} {minute}',
        'на {weekday} | в {hour} | если можно',
        'лучше {daypart}',
        'в любое время',
        'где-то | после {daypart}',
        'на | ближайшее свободное',
      ),
      ...of(
        2,
        'на {weekday} | ой нет | на {weekday}',
        'завтра не могу | давайте {weekday}',
        'мне | на этой неделе',
        'без {minute} {hour}',
        'в следующий {weekday} | или {weekday}',
      ),
    ],
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
        '{small} | нет {small}',
        'взрослых {small} | и {small} детей',
        'где-то | {small}',
        'штук {small}',
      ),
    ],
  },
  {
    name: 'address',
    asked: 'text',
    share: 0.04,
    templates: [
      ...of(
        4,
        'улица {street} | дом {house}',
        'улица {street} | дом {house} | квартира {house}',
        '{street} {house}',
        'город {city} | {street} | {house}',
      ),
      ...of(
        2,
        'это | {street} {house} | корпус {small}',
        'проспект {street} | {house} | второй подъезд',
        '{city} | улица {street} | дом {house}',
      ),
    ],
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
        'подскажите | сколько стоит {price}',
        'мне нужно | перенести запись',
        'у меня {thing} | не пришла',
        'а вы | до скольки работаете',
        'добрый день | а можно записаться | к {person}',
        'соедините меня | с оператором',
      ),
      ...of(
        3,
        'я хотел бы | узнать насчёт | {service}',
        'здравствуйте | у меня такой вопрос | {price} сколько будет стоить',
        'хочу записаться | на {service} | на {weekday}',
        'я звоню | потому что {thing} | до сих пор | не готова',
        'мне сказали | что {thing} будет {weekday} | а её нет',
        'запишите меня | пожалуйста | к {person}',
        'вы мне звонили | {daypart}',
        'а где вы находитесь',
        'у меня была запись | на {weekday} | я хочу | её отменить',
        'если можно | то {service} | {weekday} {daypart}',
        'я по поводу | {thing}',
        'спасибо | больше ничего',
        'нет | это всё спасибо',
      ),
      ...of(
        2,
        'мне нужна {thing} | и ещё | узнать сколько стоит {price}',
        'слушайте | а можно | чтобы приехали {daypart}',
        'я уже звонила | но никто | не ответил',
        'мы хотели | вдвоём прийти | на {service} | и на {service}',
        'у меня сломался телефон | экран разбит | можно починить',
        'болит зуб | третий день | хочу к {person}',
        'я не помню | какой там номер | но это на {surname}',
        'ну вообще | хотелось бы | {daypart} | но можно и {weekday}',
        'там написано | скидка | это правда',
        'девушка | я ничего не понимаю',
      ),
    ],
  },
];
