// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::cli {
namespace {

class CommandLine {
public:
    explicit CommandLine(std::span<const Command> commands) : commands_(commands) {
        app_.allow_windows_style_options(false);
        app_.set_help_flag("-h,--help");
        app_.require_subcommand(0, 1);
        app_.add_flag("--version", version_);
        app_.add_option("--lang", language_)->check(CLI::IsMember({"zh", "en"}));
        for (const Command& command : commands) add(command);
    }

    Result<Wanted> parse(std::vector<std::string> words) {
        const bool is_empty = words.empty();
        std::reverse(words.begin(), words.end());  // what CLI11 wants
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForHelp&) {
            return Wanted(HelpWanted{chosen()});
        } catch (const CLI::ParseError& error) {
            return unexpected(told(error));
        }
        if (is_empty) return Wanted(HelpWanted{});
        const Command* command = find(chosen());
        if (command == nullptr && version_) command = find("version");
        if (command == nullptr) return unexpected(usage("没有写命令", "there is no command"));
        if (command->is_group()) return Wanted(HelpWanted{chosen()});
        return Wanted(command);
    }

private:
    void add(const Command& command) {
        const std::string name(command.text.name);
        const std::size_t blank = name.rfind(' ');
        CLI::App* above = blank == std::string::npos ? &app_ : app_at(name.substr(0, blank));
        CLI::App& sub = *above->add_subcommand(name.substr(blank + 1));
        sub.set_help_flag("-h,--help");
        sub.fallthrough();  // --lang may stand behind the command too
        sub.require_subcommand(0, 1);
        if (command.declare) command.declare(sub);
    }

    CLI::App* app_at(std::string_view name) {
        CLI::App* app = &app_;
        while (!name.empty()) {
            const std::size_t end = std::min(name.find(' '), name.size());
            app = app->get_subcommand(std::string(name.substr(0, end)));
            name.remove_prefix(std::min(end + 1, name.size()));
        }
        return app;
    }

    const Command* find(std::string_view name) const {
        const auto found = std::find_if(commands_.begin(), commands_.end(), [&](const Command& c) {
            return !name.empty() && c.text.name == name;
        });
        return found == commands_.end() ? nullptr : &*found;
    }

    // The commands given, from the outermost to the innermost.
    std::vector<const CLI::App*> path() const {
        std::vector<const CLI::App*> path;
        for (const CLI::App* app = &app_; app != nullptr;) {
            const auto given = app->get_subcommands();
            app = given.empty() ? nullptr : given.front();
            if (app != nullptr) path.push_back(app);
        }
        return path;
    }

    std::string chosen() const {
        std::string name;
        for (const CLI::App* app : path()) name += (name.empty() ? "" : " ") + app->get_name();
        return name;
    }

    // ----- mistakes -----

    Diagnostic usage(std::string zh, std::string en) const {
        const std::string name = chosen();
        const std::string help =
            name.empty() ? "kechuang --help" : fmt::format("kechuang {} --help", name);
        return Diagnostic{.code = "E-usage", .zh = std::move(zh), .en = std::move(en)}.hint(
            "见 " + help, "see " + help);
    }

    Diagnostic told(const CLI::ParseError& error) const {
        if (dynamic_cast<const CLI::ExtrasError*>(&error) != nullptr) return told_extras();
        const std::string about = subject_of(error.what());
        if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
            return usage(fmt::format("缺少 {}", about), fmt::format("{} is missing", about));
        }
        if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
            return usage(fmt::format("{} 后面缺少值，或写了多次", about),
                         fmt::format("{} needs one value, once", about));
        }
        if (dynamic_cast<const CLI::ExcludesError*>(&error) != nullptr) {
            const std::string other =
                subject_of(std::string_view(error.what())
                               .substr(std::string_view(error.what()).find("excludes")));
            return usage(fmt::format("{} 和 {} 不能同时写", about, other),
                         fmt::format("{} and {} cannot both be given", about, other));
        }
        if (about == "--lang") {
            return usage("--lang 只能是 zh 或 en", "--lang is either zh or en");
        }
        return usage(fmt::format("{} 的值不对", about),
                     fmt::format("the value of {} is wrong", about));
    }

    // CLI11 names the option somewhere in its message: "--plan: 1 required TEXT missing",
    // "Could not convert: --year = abc", "--text excludes --json"; arguments without dashes begin
    // it: "FILE is required".
    static std::string subject_of(std::string_view message) {
        const std::size_t dashes = message.find("--");
        if (dashes != std::string_view::npos) message.remove_prefix(dashes);
        return std::string(message.substr(0, message.find_first_of(": ")));
    }

    Diagnostic told_extras() const {
        const std::vector<std::string> rest = app_.remaining(true);
        const std::string extra = rest.empty() ? std::string() : rest.front();
        const std::string shown = base::shortened(extra);
        if (extra.starts_with('-')) {
            return nearest_or_usage(extra, option_names(), fmt::format("没有选项 {}", shown),
                                    fmt::format("there is no option {}", shown));
        }
        const std::vector<std::string> names = command_names();
        if (chosen().empty() || !names.empty()) {
            return nearest_or_usage(extra, names, fmt::format("没有命令 {}", shown),
                                    fmt::format("there is no command {}", shown));
        }
        return usage(fmt::format("多了 {}", shown), fmt::format("{} is too much", shown));
    }

    Diagnostic nearest_or_usage(const std::string& wrong, const std::vector<std::string>& names,
                                std::string zh, std::string en) const {
        Diagnostic told = usage(std::move(zh), std::move(en));
        const auto near = base::nearest(wrong, names);
        if (!near) return told;
        return std::move(told).hint(fmt::format("是不是 {}？", *near),
                                    fmt::format("did you mean {}?", *near));
    }

    // What could have followed: commands below the innermost one given.
    std::vector<std::string> command_names() const {
        const auto given = path();
        const CLI::App& above = given.empty() ? app_ : *given.back();
        std::vector<std::string> names;
        for (const CLI::App* sub : above.get_subcommands({})) names.push_back(sub->get_name());
        return names;
    }

    std::vector<std::string> option_names() const {
        std::vector<std::string> names;
        const auto add = [&](const CLI::App& app) {
            for (const CLI::Option* option : app.get_options()) {
                for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
            }
        };
        add(app_);
        for (const CLI::App* app : path()) add(*app);
        return names;
    }

    std::span<const Command> commands_;
    CLI::App app_{"", "kechuang"};
    std::string language_;  // choose_language has looked at it already
    bool version_ = false;
};

}  // namespace

Result<Wanted> parse_command_line(std::span<const Command> commands,
                                  std::vector<std::string> words) {
    return CommandLine(commands).parse(std::move(words));
}

}  // namespace kc::cli
