// SPDX-License-Identifier: Apache-2.0
#include "cli/arguments.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

#include "base/suggest.hpp"
#include "base/utf8.hpp"

namespace kc::cli {
namespace {

// A command line with all its commands; what was parsed is in the members.
class CommandLine {
public:
    CommandLine() {
        app_.allow_windows_style_options(false);
        app_.set_help_flag("-h,--help");
        app_.require_subcommand(0, 1);
        app_.add_flag("--version", version_);
        app_.add_option("--lang", language_)->check(CLI::IsMember({"zh", "en"}));
        add_read();
        add_new();
        add_check();
        add_diff();
        add_serve();
        CLI::App& schema = command("schema");
        schema.add_option("KIND", schema_.kind);
        command("version");
    }

    Result<Arguments> parse(std::vector<std::string> words) {
        const bool is_empty = words.empty();
        std::reverse(words.begin(), words.end());  // what CLI11 wants
        try {
            app_.parse(std::move(words));
        } catch (const CLI::CallForHelp&) {
            return Arguments(HelpArguments{chosen()});
        } catch (const CLI::ParseError& error) {
            return unexpected(told(error));
        }
        if (is_empty) return Arguments(HelpArguments{});
        return arguments();
    }

private:
    CLI::App& command(const std::string& name) {
        CLI::App& sub = *app_.add_subcommand(name);
        sub.set_help_flag("-h,--help");
        sub.fallthrough();  // --lang may stand behind the command too
        return sub;
    }

    void add_read() {
        CLI::App& read = command("read");
        read.add_option("FILE", read_.files)->required();
        read.add_option("--catalog", read_.catalog);
        CLI::Option* json = read.add_flag("--json", json_);
        CLI::Option* text = read.add_flag("--text", text_)->excludes(json);
        CLI::Option* explain = read.add_flag("--explain", explain_)->excludes(json, text);
        read.add_flag("--table")->excludes(json, text, explain);
    }

    void add_new() {
        CLI::App& make = command("new");
        make.add_option("DIR", new_.folder)->required();
        make.add_option("--plan", new_.plan)->required();
        make.add_option("--code", new_.options.code);
        make.add_option("--region", new_.options.region);
        make.add_option("--year", new_.options.year);
        make.add_option("--catalog", new_.catalog);
        make.add_flag("--force", new_.force);
    }

    void add_check() {
        CLI::App& check = command("check");
        check.add_option("DIR", check_.folder)->required();
        check.add_option("--catalog", check_.catalog);
    }

    void add_diff() {
        CLI::App& diff = command("diff");
        diff.add_option("A", diff_.before)->required();
        diff.add_option("B", diff_.after)->required();
        diff.add_option("--catalog", diff_.catalog);
        diff.add_flag("--json", diff_.json);
    }

    void add_serve() {
        CLI::App& serve = command("serve");
        serve.add_option("DIR", serve_.folder)->required();
        serve.add_option("--data", serve_.data);
        serve.add_option("--address", serve_.address);
        serve.add_option("--port", serve_.port);
        serve.add_option("--web", serve_.web);
    }

    std::string chosen() const {
        for (const CLI::App* sub : app_.get_subcommands()) return sub->get_name();
        return {};
    }

    Result<Arguments> arguments() {
        const std::string name = chosen();
        if (name == "read") {
            if (json_) read_.form = ReadForm::json;
            if (text_) read_.form = ReadForm::text;
            if (explain_) read_.form = ReadForm::explain;
            return Arguments(read_);
        }
        if (name == "new") return Arguments(new_);
        if (name == "check") return Arguments(check_);
        if (name == "diff") return Arguments(diff_);
        if (name == "serve") return Arguments(serve_);
        if (name == "schema") return Arguments(schema_);
        if (name == "version" || version_) return Arguments(VersionArguments{});
        return unexpected(usage("没有写命令", "there is no command"));
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
            return usage("--json、--table、--text、--explain 只能选一个",
                         "only one of --json, --table, --text and --explain can be given");
        }
        if (about == "--lang") {
            return usage("--lang 只能是 zh 或 en", "--lang is either zh or en");
        }
        return usage(fmt::format("{} 的值不对", about),
                     fmt::format("the value of {} is wrong", about));
    }

    // CLI11 names the option somewhere in its message: "--plan: 1 required TEXT missing",
    // "Could not convert: --year = abc"; arguments without dashes begin it: "FILE is required".
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
        if (chosen().empty()) {
            return nearest_or_usage(extra, command_names(), fmt::format("没有命令 {}", shown),
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

    std::vector<std::string> command_names() const {
        std::vector<std::string> names;
        for (const CLI::App* sub : app_.get_subcommands({})) names.push_back(sub->get_name());
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
        for (const CLI::App* sub : app_.get_subcommands()) add(*sub);
        return names;
    }

    CLI::App app_{"", "kechuang"};
    std::string language_;  // choose_language has looked at it already
    bool version_ = false;
    bool json_ = false;
    bool text_ = false;
    bool explain_ = false;
    ReadArguments read_;
    NewArguments new_;
    CheckArguments check_;
    DiffArguments diff_;
    ServeArguments serve_;
    SchemaArguments schema_;
};

}  // namespace

Result<Arguments> parse_arguments(std::vector<std::string> words) {
    return CommandLine().parse(std::move(words));
}

}  // namespace kc::cli
