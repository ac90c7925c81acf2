// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <utility>

#include "cli/catalog_choice.hpp"
#include "cli/commands.hpp"
#include "cli/plan_table.hpp"
#include "exchange/extract_file.hpp"
#include "office/plan_file.hpp"
#include "plan/json.hpp"

namespace kc::cli {
namespace {

enum class ReadForm : std::uint8_t { table, json, text, explain };

struct ReadArguments {
    std::vector<std::string> files = {};
    ReadForm form = ReadForm::table;
    std::string catalog = {};  // a folder; empty is the catalog inside the program
};

constexpr CommandText kText{.name = "read",
                            .usage = "read FILE...",
                            .zh = "读工作计划，列出目标和任务",
                            .en = "read work plans and list their targets and tasks",
                            .help_zh =
                                R"(读 txt、md、html、docx、pdf（UTF-8、UTF-16、GB18030）。

  --table     表格：标题、年度、目标、任务、没有读懂的（默认）
  --json      JSON 数组，每个文件一个对象
  --text      提取的文本；JSON 里的 span 是它的字符位置 [起, 止)
  --explain   每个数字一行：位置、行:列、数字、取否、理由
  --catalog   换一个指标目录；默认用程序自带的

不能读的文件在标准错误输出说明一行，其余照读，退出码 2。
)",
                            .help_en =
                                R"(Reads txt, md, html, docx and pdf (UTF-8, UTF-16, GB18030).

  --table     a table: title, year, targets, tasks, what was not understood (default)
  --json      a JSON array with one object for each file
  --text      the extracted text; spans in JSON are [start, end) characters of it
  --explain   a line for each numeral: place, line:column, numeral, taken or not, why
  --catalog   another catalog of indicators; by default the one inside the program

A file that cannot be read is one line on standard error; the others are read, exit code 2.
)"};

void declare(CLI::App& app, ReadArguments& to) {
    app.add_option("FILE", to.files)->required();
    app.add_option("--catalog", to.catalog);
    CLI::Option* json = app.add_flag_callback("--json", [&] { to.form = ReadForm::json; });
    CLI::Option* text =
        app.add_flag_callback("--text", [&] { to.form = ReadForm::text; })->excludes(json);
    CLI::Option* explain = app.add_flag_callback("--explain", [&] { to.form = ReadForm::explain; })
                               ->excludes(json, text);
    app.add_flag("--table")->excludes(json, text, explain);
}

// Reads the files one after the other and prints what could be read; a bad one does not keep the
// others from being read, and makes the exit code.
class ReadCommand {
public:
    ReadCommand(const ReadArguments& arguments, Console& console)
        : arguments_(arguments), console_(console) {}

    ExitCode run() {
        if (arguments_.form != ReadForm::text) {
            auto vocabulary = choose_vocabulary(arguments_.catalog, console_);
            if (!vocabulary) return ExitCode::bad_input;
            vocabulary_ = std::move(*vocabulary);
        }
        for (const std::string& file : arguments_.files) {
            if (console_.out.is_closed()) break;
            const bool is_good = arguments_.form == ReadForm::text ? text(file) : plan(file);
            if (!is_good) code_ = ExitCode::bad_input;
        }
        if (arguments_.form == ReadForm::json && printed_ > 0) console_.out.write("]\n");
        return code_;
    }

private:
    bool text(const std::string& name) {
        const auto document = exchange::extract_file(name);
        if (!document) {
            console_.complain(document.error());
            return false;
        }
        warn(document->warnings);
        begin_document(name);
        // Offsets of spans count from here on, so nothing may be added but at the very end.
        console_.out.write(document->text);
        if (!document->text.ends_with('\n')) console_.out.write("\n");
        return true;
    }

    bool plan(const std::string& name) {
        const auto file = office::read_plan_file(name, vocabulary_);
        if (!file) {
            console_.complain(file.error());
            return false;
        }
        warn(file->warnings);
        if (arguments_.form == ReadForm::json) {
            console_.out.write(printed_++ == 0 ? "[" : ",\n");
            console_.out.write(plan::to_json(name, file->plan));
        } else if (arguments_.form == ReadForm::explain) {
            begin_document(name);
            console_.out.write(explanation_lines(*file, console_));
        } else {
            if (printed_++ > 0) console_.line("");
            console_.out.write(plan_table(*file, console_));
        }
        return true;
    }

    // With several files each says which one it is; one alone is printed as it is.
    void begin_document(const std::string& name) {
        if (arguments_.files.size() < 2) return;
        if (printed_++ > 0) console_.line("");
        console_.line("==> " + name + " <==");
    }

    void warn(const Diagnostics& warnings) {
        for (const Diagnostic& warning : warnings) console_.complain(warning);
    }

    const ReadArguments& arguments_;
    Console& console_;
    plan::Vocabulary vocabulary_;
    std::size_t printed_ = 0;
    ExitCode code_ = ExitCode::ok;
};

ExitCode run_read(const ReadArguments& arguments, Console& console) {
    return ReadCommand(arguments, console).run();
}

}  // namespace

Command read_command() {
    return make_command<ReadArguments>(kText, declare, run_read);
}

}  // namespace kc::cli
