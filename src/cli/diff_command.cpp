// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <filesystem>
#include <optional>
#include <utility>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "office/pack_files.hpp"
#include "office/vocabulary.hpp"
#include "pack/diff.hpp"

namespace kc::cli {
namespace {

struct DiffArguments {
    std::string before = {};
    std::string after = {};
    bool json = false;
    std::string catalog = {};
};

constexpr CommandText kText{
    .name = "diff",
    .usage = "diff A B",
    .zh = "比较两个包，或包与下一年的计划",
    .en = "compare two packs, or a pack with next year's plan",
    .help_zh =
        R"(比较今年和明年：新增、提高、降低、改写、不变、取消。A、B 是包的文件夹或计划文件。
)",
    .help_en =
        R"(Compares a year with the next: new, raised, lowered, reworded, unchanged, dropped.
A and B are folders of packs, or plans.
)"};

void declare(CLI::App& app, DiffArguments& to) {
    app.add_option("A", to.before)->required();
    app.add_option("B", to.after)->required();
    app.add_option("--catalog", to.catalog);
    app.add_flag("--json", to.json);
}

// A side of the comparison: a pack's folder, or a plan that is made into a pack in memory.
class Sides {
public:
    Sides(const pack::Catalog& catalog, Console& console) : catalog_(catalog), console_(console) {}

    std::optional<pack::Pack> load(const std::string& path) const {
        std::error_code error;
        if (std::filesystem::is_directory(path, error)) {
            return sound(pack::load_pack(path, catalog_));
        }
        const auto file = office::read_plan_file(path, office::vocabulary_of(catalog_));
        if (!file) return refused(file.error());
        const auto made = office::pack_from_plan(*file, catalog_, {});
        if (!made) return refused(made.error());
        std::vector<pack::TextFile> files;
        for (pack::TextFile& one : office::files_of(*made)) {
            if (one.path.ends_with(".yaml")) files.push_back(std::move(one));
        }
        return sound(pack::load_pack(path, files, catalog_));
    }

private:
    std::optional<pack::Pack> refused(const Diagnostic& why) const {
        console_.complain(why);
        return std::nullopt;
    }

    // Objects that could not be read would look as if they had been dropped.
    std::optional<pack::Pack> sound(pack::PackReport report) const {
        if (report.is_good()) return std::move(report.pack);
        for (const Diagnostic& found : report.found) {
            if (found.severity == Severity::error) console_.complain(found);
        }
        return std::nullopt;
    }

    const pack::Catalog& catalog_;
    Console& console_;
};

ExitCode run_diff(const DiffArguments& arguments, Console& console) {
    const auto catalog = choose_catalog(arguments.catalog, console);
    if (!catalog) return ExitCode::bad_input;
    const Sides sides(*catalog, console);
    const auto before = sides.load(arguments.before);
    const auto after = sides.load(arguments.after);
    if (!before || !after) return ExitCode::bad_input;
    const pack::PackDiff changes = pack::diff(*before, *after, *catalog);
    console.out.write(arguments.json ? pack::to_json(changes)
                                     : pack::to_table(changes, console.language));
    return ExitCode::ok;
}

}  // namespace

Command diff_command() {
    return make_command<DiffArguments>(kText, declare, run_diff);
}

}  // namespace kc::cli
