// Written form (lower case) and how it is said. One pair per word.
const table = `
whatsapp вотсап|telegram телеграм|viber вайбер|skype скайп|zoom зум|discord дискорд|signal сигнал|slack слак|facebook фейсбук
instagram инстаграм|youtube ютуб|tiktok тикток|twitter твиттер|linkedin линкедин|pinterest пинтерест|vk вэ ка|vkontakte вконтакте
google гугл|gmail джимейл|yandex яндекс|mail мейл|rambler рамблер|bing бинг|chrome хром|firefox файрфокс|safari сафари|opera опера
apple эппл|iphone айфон|ipad айпад|imac аймак|macbook макбук|airpods эйрподс|android андроид|windows виндоус|linux линукс
samsung самсунг|galaxy гэлакси|xiaomi сяоми|redmi редми|huawei хуавей|honor хонор|sony сони|lg эл джи|philips филипс|bosch бош
panasonic панасоник|nokia нокиа|lenovo леново|asus асус|acer эйсер|hp эйч пи|dell делл|intel интел|nvidia энвидиа|canon кэнон
microsoft майкрософт|word ворд|excel эксель|office офис|outlook аутлук|powerpoint пауэрпойнт|adobe адоби|photoshop фотошоп
wi-fi вай-фай|wifi вай-фай|bluetooth блютус|online онлайн|offline офлайн|internet интернет|e-mail имейл|email имейл|ok окей|okay окей
sms эсэмэс|mms эмэмэс|sim сим|esim исим|app эпп|store стор|play плей|market маркет|marketplace маркетплейс|premium премиум
pro про|max макс|mini мини|plus плюс|lite лайт|light лайт|ultra ультра|smart смарт|standard стандарт|basic бейсик|business бизнес
visa виза|mastercard мастеркард|maestro маэстро|paypal пэйпал|sberbank сбербанк|sber сбер|tinkoff тинькофф|alfa альфа|qiwi киви
ozon озон|wildberries вайлдберриз|avito авито|aliexpress алиэкспресс|amazon амазон|ebay ибэй|lamoda ламода|ikea икея|lego лего
adidas адидас|nike найк|puma пума|reebok рибок|zara зара|gucci гуччи|dior диор|chanel шанель|loreal лореаль|nivea нивея
bmw бэ эм вэ|mercedes мерседес|benz бенц|audi ауди|toyota тойота|lexus лексус|kia киа|hyundai хёндэ|lada лада|renault рено
volkswagen фольксваген|skoda шкода|ford форд|chevrolet шевроле|nissan ниссан|mazda мазда|honda хонда|mitsubishi мицубиси|volvo вольво
peugeot пежо|citroen ситроен|porsche порше|ferrari феррари|tesla тесла|jeep джип|haval хавал|chery чери|geely джили|logan логан|solaris солярис
uber убер|netflix нетфликс|spotify спотифай|booking букинг|airbnb эйрбиэнби|starbucks старбакс|mcdonalds макдоналдс|kfc кей эф си
coca кока|cola кола|pepsi пепси|nestle нестле|nespresso неспрессо|mars марс|vip вип|led лед|nasa наса|nato нато|fifa фифа|uefa уефа
covid ковид|pin пин|hotel отель|spa спа|cafe кафе|bar бар|club клуб|center центр|centre центр|group групп|service сервис|help хелп
info инфо|sales сейлз|support саппорт|admin админ|shop шоп|hello хеллоу|contact контакт|contacts контактс|order ордер|zakaz заказ
manager менеджер|office офис|job джоб|hr эйч ар|reception ресепшен|salon салон|promo промо|site сайт|web веб|bot бот|chat чат|crm си эр эм
allo алло|zapis запись|sale сейл|news ньюс|blog блог|docs докс|test тест|user юзер|name нейм|market маркет|home хоум|house хаус|club клуб
usb ю эс би|gps джи пи эс|glonass глонасс|pdf пэ дэ эф|jpg джейпег|png пэ эн гэ|id ай ди|it ай ти|tv ти ви|pc пи си|dvd ди ви ди|cd си ди
`;

const words = new Map<string, string>();
for (const pair of table.trim().split(/[|\n]/)) {
  const space = pair.indexOf(' ');
  words.set(pair.slice(0, space), pair.slice(space + 1));
}

/** How a Latin brand or common word is said in Russian, if it is known. */
export function latinWord(word: string): string | undefined {
  return words.get(word.toLowerCase());
}

const english: Record<string, string> = {};
const plain: Record<string, string> = {};
const names = (target: Record<string, string>, list: string) => {
  for (const [index, name] of list.split(',').entries()) target[String.fromCharCode(97 + index)] = name;
};
names(english, 'эй,би,си,ди,и,эф,джи,эйч,ай,джей,кей,эл,эм,эн,оу,пи,кью,ар,эс,ти,ю,ви,дабл ю,экс,уай,зет');
names(plain, 'а,бэ,цэ,дэ,е,эф,жэ,аш,и,джей,ка,эль,эм,эн,о,пэ,ку,эр,эс,тэ,у,вэ,дабл вэ,икс,игрек,зет');

/** USB → “ю эс би”. */
export function spellEnglish(word: string): string {
  return word
    .toLowerCase()
    .split('')
    .map((letter) => english[letter] ?? letter)
    .join(' ');
}

/** Letters of an e-mail address, by the names under which Russians dictate them. */
export function spellLatin(word: string): string {
  return word
    .toLowerCase()
    .split('')
    .map((letter) => plain[letter] ?? letter)
    .join(' ');
}

const sounds: [RegExp, string][] = [
  [/^kn/g, 'н'],
  [/sch|sh/g, 'ш'],
  [/tch|ch/g, 'ч'],
  [/ph/g, 'ф'],
  [/th/g, 'т'],
  [/igh/g, 'ай'],
  [/gh/g, 'г'],
  [/kh/g, 'х'],
  [/zh/g, 'ж'],
  [/ck/g, 'к'],
  [/qu/g, 'кв'],
  [/ee|ea/g, 'и'],
  [/oo/g, 'у'],
  [/ya/g, 'я'],
  [/yu/g, 'ю'],
  [/yo/g, 'ё'],
  [/ts/g, 'ц'],
  [/x/g, 'кс'],
  [/c(?=[eiy])/g, 'с'],
];
const letters: Record<string, string> = {};
for (const [index, letter] of 'абкдефгхижклмнопкрстувв-из'.split('').entries()) {
  letters[String.fromCharCode(97 + index)] = letter === '-' ? 'кс' : letter;
}

/** A Latin word nobody listed, written by sound so that a Russian voice does not skip it. */
export function transliterate(word: string): string {
  let text = word.toLowerCase();
  for (const [sound, said] of sounds) text = text.replaceAll(sound, said);
  const said = text
    .split('')
    .map((letter) => letters[letter] ?? letter)
    .join('');
  return word[0] !== word[0]?.toLowerCase() ? said.charAt(0).toUpperCase() + said.slice(1) : said;
}
