// SPDX-License-Identifier: Apache-2.0
// kechuang collect: what the forms of a pack ask of the units, and when.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "cli/policy_load.hpp"
#include "collection/calendar.hpp"
#include "collection/form_book.hpp"
#include "collection/progress.hpp"
#include "office/pack_forms.hpp"
#include "pack/pack.hpp"

namespace kc::cli {
namespace {

constexpr std::int32_t kDaysAhead = 31;

struct CollectArguments {
    std::string folder = {};
    std::string catalog = {};
    std::string on = {};
};

constexpr CommandText kGroupText{
    .name = "collect",
    .usage = "collect COMMAND",
    .zh = "填报：各单位要填多少，什么时候填",
    .en = "collecting figures: how much is asked of whom, and when",
};

constexpr CommandText kBurdenText{
    .name = "collect burden",
    .usage = "collect burden PACK",
    .zh = "各单位每月要填多少项，哪些项没有人用",
    .en = "how many figures each unit fills in a month, and which nobody uses",
    .help_zh =
        R"(列出包里每个填报单位每月要填的项数、预填比例和限额，每张表占多少，再列出没有人用的填报项和
重复要的数。企业按一家计。

  --on DATE       哪一天；默认今天
  --catalog DIR   公共目录；默认用程序自带的
)",
    .help_en =
        R"(Lists for every unit how many figures it fills in a month, how many of them come
prefilled, its budget and the share of each form; then the fields nobody uses and the figures
asked twice. Firms are counted as one.

  --on DATE       the day; today by default
  --catalog DIR   a catalog; by default the one inside the program
)"};

constexpr CommandText kCalendarText{
    .name = "collect calendar",
    .usage = "collect calendar PACK",
    .zh = "一个月内哪些表要填，哪天截止",
    .en = "which forms are due within a month, and when",
    .help_zh =
        R"(列出从这一天起31天内截止的填报表：截止日、开始填报日、报告期、表、填报单位个数，以及提醒日。

  --on DATE       从哪一天起；默认今天
  --catalog DIR   公共目录；默认用程序自带的
)",
    .help_en =
        R"(Lists the forms whose deadline lies within 31 days from this day: deadline, first day,
period, form, how many units fill it in, and the days on which they are reminded.

  --on DATE       from this day on; today by default
  --catalog DIR   a catalog; by default the one inside the program
)"};

void declare(CLI::App& app, CollectArguments& to) {
    app.add_option("PACK", to.folder)->required();
    app.add_option("--on", to.on);
    app.add_option("--catalog", to.catalog);
}

// A pack with its forms, or nothing after its mistakes have been told.
struct Opened {
    pack::Catalog catalog = {};
    pack::PackReport report = {};
    base::Date on = {};
    collection::FormBook book = {};
};

std::unique_ptr<Opened> open_pack(const CollectArguments& arguments, Console& console) {
    auto opened = std::make_unique<Opened>();
    const auto day = law_date(arguments.on, console);
    auto catalog = choose_catalog(arguments.catalog, console);
    if (!day || !catalog) return nullptr;
    opened->on = *day;
    opened->catalog = std::move(*catalog);
    opened->report = pack::load_pack(arguments.folder, opened->catalog);
    Diagnostics found = opened->report.found;
    if (opened->report.is_good())
        opened->book =
            office::forms_of_pack(opened->report.pack, opened->catalog, opened->on, found);
    bool is_good = true;
    for (const Diagnostic& one : found) {
        if (one.severity != Severity::error) continue;
        console.complain(one);
        is_good = false;
    }
    if (!is_good) return nullptr;
    return opened;
}

std::vector<collection::Filler> fillers_of(const Opened& opened, const pack::Form& form) {
    if (form.fillers.type == pack::FillerType::firm) return {collection::each_firm()};
    return collection::fillers_of(form, opened.report.pack.manifest.region,
                                  opened.report.pack.objects, opened.catalog.objects, opened.on,
                                  {});
}

std::string rounded(const base::Ratio& value, int places) {
    const auto number = value.round_half_up(places);
    return number ? base::to_string(*number) : std::string("?");
}

std::string percent(const base::Ratio& part, const base::Ratio& whole) {
    const auto share = divide(part, whole);
    const auto hundred = share ? multiply(*share, base::Ratio(100)) : std::nullopt;
    return hundred ? rounded(*hundred, 1) + "%" : std::string("0%");
}

void tell_unit(const collection::UnitBurden& unit, Console& console) {
    const std::string fields = rounded(unit.fields_per_month, 2);
    const std::string prefilled = percent(unit.prefilled_per_month, unit.fields_per_month);
    std::string zh = fmt::format("{}：每月{}项，预填{}", unit.unit.name.zh, fields, prefilled);
    std::string en = fmt::format("{}: {} figures a month, {} prefilled",
                                 unit.unit.name.en.empty() ? unit.unit.code : unit.unit.name.en,
                                 fields, prefilled);
    if (unit.budget) {
        const std::string budget = base::to_string(*unit.budget);
        zh += fmt::format("，限额{}{}", budget, unit.exceeds() ? "，超过" : "");
        en += fmt::format(", budget {}{}", budget, unit.exceeds() ? ", exceeded" : "");
    }
    console.line(console.words(zh, en));
    for (const collection::FormBurden& one : unit.forms) {
        console.line(fmt::format(
            "  {}  {}", one.form->code,
            console.words(
                fmt::format("{}项，每月{}项，占{}", one.fields, rounded(one.fields_per_month, 2),
                            percent(one.fields_per_month, unit.fields_per_month)),
                fmt::format("{} fields, {} a month, {} of it", one.fields,
                            rounded(one.fields_per_month, 2),
                            percent(one.fields_per_month, unit.fields_per_month)))));
    }
}

void tell_nothing(Console& console) {
    console.line(console.words("这个包没有填报表", "this pack has no forms"));
}

ExitCode run_burden(const CollectArguments& arguments, Console& console) {
    const auto opened = open_pack(arguments, console);
    if (opened == nullptr) return ExitCode::bad_input;
    std::vector<collection::AskedForm> asked;
    for (const pack::Form* form : opened->book.forms())
        asked.push_back({form, fillers_of(*opened, *form)});
    if (asked.empty()) tell_nothing(console);
    const auto units =
        collection::burden_of(asked, opened->report.pack.manifest.burden, opened->on);
    for (const collection::UnitBurden& one : units) tell_unit(one, console);
    for (const collection::UnusedField& one : opened->book.unused()) {
        console.line(fmt::format(
            "{}.{}  {}", one.form->code, one.field->code,
            console.words(fmt::format("“{}”没有人用", one.field->name.zh), "nobody uses it")));
    }
    for (const collection::AskedTwice& one : collection::asked_twice(asked)) {
        console.line(
            fmt::format("{}  {}", one.indicator,
                        console.words(fmt::format("问了两次：{}", fmt::join(one.forms, "、")),
                                      fmt::format("asked twice: {}", fmt::join(one.forms, ", ")))));
    }
    return ExitCode::ok;
}

// The form's reminder days as dates, around one deadline.
std::string reminders(const pack::Form& form, base::Date deadline) {
    std::set<base::Date> days;
    for (const std::int32_t one : form.reminders.before) {
        if (const auto day = base::add_days(deadline, -one)) days.insert(*day);
    }
    for (const std::int32_t one : form.reminders.after) {
        if (const auto day = base::add_days(deadline, one)) days.insert(*day);
    }
    std::string text;
    for (const base::Date day : days) {
        if (!text.empty()) text += ' ';
        text += base::to_string(day);
    }
    return text.empty() ? std::string("-") : text;
}

ExitCode run_calendar(const CollectArguments& arguments, Console& console) {
    const auto opened = open_pack(arguments, console);
    if (opened == nullptr) return ExitCode::bad_input;
    const auto until = base::add_days(opened->on, kDaysAhead);
    if (opened->book.forms().empty()) tell_nothing(console);
    if (!until) return ExitCode::ok;
    for (const collection::DueDay& one :
         collection::due_within(opened->book.forms(), opened->on, *until)) {
        const pack::Form* form = opened->book.find(one.form);
        const std::size_t units = fillers_of(*opened, *form).size();
        console.line(fmt::format(
            "{}  {}  {}  {}  {}", base::to_string(one.deadline), base::to_string(one.period),
            one.form,
            console.words(fmt::format("{}，{}个单位，{}起填", form->name.zh, units,
                                      base::to_string(one.opens)),
                          fmt::format("{}, {} units, from {}",
                                      form->name.en.empty() ? form->code : form->name.en, units,
                                      base::to_string(one.opens))),
            console.words(fmt::format("提醒 {}", reminders(*form, one.deadline)),
                          fmt::format("reminders {}", reminders(*form, one.deadline)))));
    }
    return ExitCode::ok;
}

}  // namespace

Command collect_group() {
    return command_group(kGroupText);
}
Command collect_burden_command() {
    return make_command<CollectArguments>(kBurdenText, declare, run_burden);
}
Command collect_calendar_command() {
    return make_command<CollectArguments>(kCalendarText, declare, run_calendar);
}

}  // namespace kc::cli
