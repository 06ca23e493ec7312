/** Who may do what, in words. */
export const role = {
  ru: {
    owner: { name: 'Владелец', text: 'Всё, включая клиентов, оплату и удаление организации.' },
    admin: { name: 'Администратор', text: 'Всё, кроме клиентов, оплаты и удаления организации.' },
    supervisor: { name: 'Супервайзер', text: 'Агенты, звонки, заявки и журнал изменений.' },
    operator: { name: 'Оператор', text: 'Слушает и совершает звонки, ведёт заявки.' },
    editor: { name: 'Редактор', text: 'Настраивает агентов, базы знаний и инструменты.' },
    viewer: { name: 'Наблюдатель', text: 'Смотрит, но ничего не меняет и не слышит разговоров.' },
    billing: { name: 'Бухгалтер', text: 'Расход и оплата, без звонков.' },
  },
  en: {
    owner: { name: 'Owner', text: 'Everything, clients, payment and removal of the organisation included.' },
    admin: { name: 'Admin', text: 'Everything but clients, payment and removal of the organisation.' },
    supervisor: { name: 'Supervisor', text: 'Agents, calls, leads and the audit log.' },
    operator: { name: 'Operator', text: 'Listens to and places calls, works on leads.' },
    editor: { name: 'Editor', text: 'Sets up agents, knowledge bases and tools.' },
    viewer: { name: 'Viewer', text: 'Looks on, changes nothing and hears no conversation.' },
    billing: { name: 'Billing', text: 'Usage and payment, no calls.' },
  },
};
