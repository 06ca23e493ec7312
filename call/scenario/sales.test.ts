import { describe, expect, test } from 'vitest';
import { playDialogue, readSkillbase } from './scripted-dialogue.ts';

const phone = 'восемь девятьсот шестнадцать двести тридцать четыре сорок пять шестьдесят семь';

describe('Продажи', () => {
  const sales = readSkillbase('sales');

  test('a qualified client / every answer taken / a lead', () => {
    const { lines, snapshot } = playDialogue(sales, [
      'здравствуйте а чем вы занимаетесь',
      'хочу обзвон клиентов',
      'человек двадцать',
      'тысяч сто',
      'как можно скорее',
      'пётр',
      '89162344567',
      'да',
    ]);
    expect(lines).toMatchInlineSnapshot(`
      [
        "Здравствуйте! Отдел продаж, виртуальный ассистент. Задам несколько коротких вопросов и передам заявку менеджеру. Разговор записывается.",
        "Что вас интересует. Голосовой ассистент, обзвон клиентов, интеграция с CRM или аналитика звонков?",
        "> здравствуйте а чем вы занимаетесь",
        "Мы автоматизируем звонки и продажи. Это голосовые ассистенты, обзвон, интеграция с CRM и аналитика.",
        "Выберите, пожалуйста. Голосовой ассистент, обзвон, интеграция с CRM, аналитика или другое.",
        "> хочу обзвон клиентов",
        "* interest = outbound",
        "Хорошо, обзвон клиентов.",
        "Сколько человек работает в вашей компании?",
        "> человек двадцать",
        "* company_size = 20 ?",
        "На какой бюджет вы рассчитываете, хотя бы примерно?",
        "> тысяч сто",
        "* budget = 100000 ?",
        "Когда хотели бы начать?",
        "> как можно скорее",
        "* timeframe = now ?",
        "Как к вам обращаться?",
        "> пётр",
        "* client_name = Пётр ?",
        "Пётр, по какому номеру менеджеру с вами связаться?",
        "> 89162344567",
        "Проверим номер. Плюс семь, девятьсот шестнадцать, двести тридцать четыре, сорок пять, шестьдесят семь. Верно?",
        "> да",
        "* phone = +79162344567",
        "Заявка готова. Менеджер свяжется с вами в течение рабочего дня.",
        "* lead: Известны интерес, имя и телефон",
        "Спасибо за звонок, Пётр. Хорошего дня!",
        "* hang-up completed",
      ]
    `);
    expect(snapshot).toMatchInlineSnapshot(`
      {
        "answeredQuestions": 1,
        "fields": {
          "budget": {
            "display": "100000",
            "isConfirmed": false,
            "value": "100000",
          },
          "client_name": {
            "display": "Пётр",
            "isConfirmed": false,
            "value": "Пётр",
          },
          "company_size": {
            "display": "20",
            "isConfirmed": false,
            "value": "20",
          },
          "interest": {
            "display": "обзвон клиентов",
            "isConfirmed": true,
            "value": "outbound",
          },
          "phone": {
            "display": "+7 916 234-45-67",
            "isConfirmed": true,
            "value": "+79162344567",
          },
          "timeframe": {
            "display": "как можно скорее",
            "isConfirmed": false,
            "value": "now",
          },
        },
        "goal": "",
        "isEscalated": false,
        "isFinished": true,
        "messageMs": null,
        "outcome": {
          "kind": "lead",
          "reason": "Известны интерес, имя и телефон",
        },
        "step": "finished",
      }
    `);
  });

  test('someone who sells himself / told politely / not a target', () => {
    const { lines } = playDialogue(sales, ['хотим предложить вам рекламу']);
    expect(lines).toMatchInlineSnapshot(`
      [
        "Здравствуйте! Отдел продаж, виртуальный ассистент. Задам несколько коротких вопросов и передам заявку менеджеру. Разговор записывается.",
        "Что вас интересует. Голосовой ассистент, обзвон клиентов, интеграция с CRM или аналитика звонков?",
        "> хотим предложить вам рекламу",
        "* interest = vendor",
        "Хорошо, предложение от поставщика.",
        "По этому номеру мы принимаем только заявки клиентов, поэтому предложения лучше прислать письмом через сайт.",
        "* not_target: Предложение поставщика или вакансия",
        "Спасибо, что позвонили. Всего доброго!",
        "* hang-up completed",
      ]
    `);
  });

  test('another task / described freely / the branch asks for it and skips the rest', () => {
    const { snapshot } = playDialogue(sales, ['другое', 'нужно настроить телефонию', 'пётр', phone, 'да']);
    expect(snapshot.fields).toMatchInlineSnapshot(`
      {
        "client_name": {
          "display": "Пётр",
          "isConfirmed": false,
          "value": "Пётр",
        },
        "details": {
          "display": "нужно настроить телефонию",
          "isConfirmed": false,
          "value": "нужно настроить телефонию",
        },
        "interest": {
          "display": "другая задача",
          "isConfirmed": true,
          "value": "other",
        },
        "phone": {
          "display": "+7 916 234-45-67",
          "isConfirmed": true,
          "value": "+79162344567",
        },
      }
    `);
    expect(snapshot.outcome?.kind).toBe('lead');
  });

  test('not interested / at once / not a target, no pressure', () => {
    const { lines } = playDialogue(sales, ['мне не интересно']);
    expect(lines.slice(-3)).toMatchInlineSnapshot(`
      [
        "* not_target: Не заинтересован",
        "Понимаю. Спасибо за звонок, всего доброго!",
        "* hang-up caller-declined",
      ]
    `);
  });
});
