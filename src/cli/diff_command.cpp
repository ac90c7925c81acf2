// SPDX-License-Identifier: Apache-2.0
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

}  // namespace

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

}  // namespace kc::cli
