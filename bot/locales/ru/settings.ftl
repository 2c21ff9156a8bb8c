## Настройки
menu-settings = ⚙️ Настройки
command-settings = Как записывать, мои часы, чему бот научился
settings-head = <b>Настройки</b>
settings-once-on = Понятную строку записываю сразу, без карточки. Вернуть можно сутки.
settings-once-off = Перед записью показываю карточку.
settings-record-at-once = Записывать сразу
settings-card-again = Показывать карточку
settings-hours = Часы: { $list }.
settings-learned = { $count ->
    [0] Пока ничему не научился: поправьте карточку, и я запомню слово.
    [one] Выучил { $count } слово.
    [few] Выучил { $count } слова.
   *[other] Выучил { $count } слов.
}
settings-lessons = Чему научился
settings-part = Что значит «{ $part }»?
part-morning = утро
part-noon = полдень
part-lunch = обед
part-afternoon = после обеда
part-evening = вечер
part-end_of_day = конец дня
lessons-head = <b>Что за чем стоит</b>
lessons-none = Больше ничего не помню.
lesson = { $number }. «{ $phrase }» – { $meaning }
lesson-forget = ✖️ Забыть «{ $phrase }»
settings-corrected = За 90 дней на карточках правили: { $list } (записей { $total }).
slot-type = что было
slot-outcome = чем кончилось
slot-client = клиента
slot-contact = контакт
slot-amount = сумму
slot-stage = этап
slot-lost_reason = причину
slot-next_step = что дальше
slot-at = когда
slot-facts = факты
settings-second = Второй читатель
settings-second-on = Трудные строки читает ещё и модель на сервере { $server }: так решил директор. Её догадки отмечены ✨.
second-head = <b>Второй читатель</b>: { $on ->
    [yes] включён
   *[no] выключен
}
second-what = Строку, которую сам прочёл не до конца, могу показать языковой модели на сервере <b>{ $server }</b>.
second-goes = Уходит: сама строка, где телефоны, длинные номера и почта скрыты, и названия: до 5 похожих клиентов, до 5 этапов. База не уходит.
second-comes = Её догадки отмечаю на карточке знаком ✨. Без «Записать» ничего не сохраняю.
second-today = Сегодня спросил о строках: { $asked }, помогло: { $filled }. Потрачено { $tokens } токенов из { $most }.
second-turn-on = Включить
second-turn-off = Выключить
