// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/commands.hpp"
#include "cli/pack_folder.hpp"
#include "office/sample_city.hpp"
#include "office/sample_office.hpp"
#include "store/clock.hpp"

namespace kc::cli {
namespace {

struct SampleArguments {
    std::string folder = {};
    std::uint64_t seed = 1;
    std::string size = "city";
    std::string today = {};
    bool people = false;
};

constexpr CommandText kText{
    .name = "sample",
    .usage = "sample DIR",
    .zh = "造一座虚构的城市，用来试用",
    .en = "make a fictitious city to try the office with",
    .help_zh =
        R"(在 DIR 里写一个包（DIR/pack）和一个数据库（DIR/office.kc）。城市、企业和数字均为编造，
名称都标明（虚构）。种子、规模和日期相同，造出来的就相同。试用：

  kechuang serve DIR/pack --data DIR/office.kc

  --seed N        种子，默认 1
  --size SIZE     city：约2000家规上企业，7个县市区，5年；small：十分之一。默认 city
  --today DATE    造到哪一天为止，计划年度是它的年份；默认今天
  --people        一并建立账号：四个管理员，以及局、科、县、企业各岗位；名称和密码列在屏幕上，只列这一次
)",
    .help_en =
        R"(Writes a pack (DIR/pack) and a database (DIR/office.kc) into DIR. City, firms and figures
are made up, and their names say so. The same seed, size and day make the same city. To try it:

  kechuang serve DIR/pack --data DIR/office.kc

  --seed N        seed, 1 by default
  --size SIZE     city: about 2,000 above-scale firms, 7 counties, 5 years; small: a tenth of
                  that. city by default
  --today DATE    the last day anything is known of; its year is the plan's. Today by default
  --people        also makes accounts: the four administrators and the posts of bureau, section,
                  county and firm; names and passwords are shown, this once
)"};

void declare(CLI::App& app, SampleArguments& to) {
    app.add_option("DIR", to.folder)->required();
    app.add_option("--seed", to.seed);
    app.add_option("--size", to.size);
    app.add_option("--today", to.today);
    app.add_flag("--people", to.people);
}

Result<office::SampleOptions> options_of(const SampleArguments& arguments) {
    office::SampleOptions options;
    options.seed = arguments.seed;
    if (arguments.size == "small") {
        options.size = office::SampleSize::small;
    } else if (arguments.size != "city") {
        return unexpected(Diagnostic{"E-sample-size",
                                     {},
                                     fmt::format("没有“{}”这种规模", arguments.size),
                                     fmt::format("there is no size '{}'", arguments.size)}
                              .hint("写 city 或 small", "write city or small"));
    }
    if (!arguments.today.empty()) {
        auto day = base::Date::parse(arguments.today);
        if (!day) return unexpected(std::move(day.error()));
        options.today = *day;
        return options;
    }
    constexpr std::int64_t kDayUs = 86'400'000'000;
    constexpr std::int64_t kChinaOffsetUs = 8 * 3'600'000'000;
    options.today =
        base::Date::of_days((store::system_clock()() + kChinaOffsetUs) / kDayUs).value();
    return options;
}

void show_people(const std::vector<office::SamplePerson>& people, Console& console) {
    console.line(console.words("账号（名称、密码、角色），密码只列这一次：",
                               "accounts (name, password, role); passwords are shown this once:"));
    for (const office::SamplePerson& one : people)
        console.line(fmt::format("  {}  {}  {}", one.name, one.password,
                                 console.words(one.role.zh, one.role.en)));
}

ExitCode run_sample(const SampleArguments& arguments, Console& console) {
    const auto fail = [&](const Diagnostic& diagnostic) {
        console.complain(diagnostic);
        return ExitCode::bad_input;
    };
    const auto options = options_of(arguments);
    if (!options) return fail(options.error());
    if (const auto problem = why_not_into(arguments.folder, false)) return fail(*problem);
    const std::string folder = arguments.folder + "/pack";
    if (const auto problem = write_files(folder, office::sample_pack(*options))) {
        return fail(*problem);
    }
    const std::string database = arguments.folder + "/office.kc";
    const auto filled =
        office::fill_sample_office(database, folder, *options, {.with_people = arguments.people});
    if (!filled) return fail(filled.error());
    const office::SampleCounts* counts = &filled->counts;
    console.line(console.words(
        fmt::format("虚构城市：{} 家企业（规上 {} 家），{} 条记录，{} 份年度数据，{} 份填报单",
                    counts->firms, counts->above_scale, counts->records, counts->yearly,
                    counts->sheets),
        fmt::format(
            "a fictitious city: {} firms ({} above scale), {} records, {} years of figures, "
            "{} sheets",
            counts->firms, counts->above_scale, counts->records, counts->yearly, counts->sheets)));
    console.line(console.words(fmt::format("包 {}，数据库 {}", folder, database),
                               fmt::format("pack {}, database {}", folder, database)));
    if (!filled->people.empty()) show_people(filled->people, console);
    return ExitCode::ok;
}

}  // namespace

Command sample_command() {
    return make_command<SampleArguments>(kText, declare, run_sample);
}

}  // namespace kc::cli
