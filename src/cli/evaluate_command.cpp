// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <iterator>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "cli/commands.hpp"
#include "cli/evaluate_input.hpp"
#include "cli/evaluate_trust.hpp"
#include "cli/output_file.hpp"
#include "evaluation/diagnose.hpp"
#include "evaluation/explain_text.hpp"
#include "evaluation/import_coin.hpp"
#include "evaluation/resolved.hpp"
#include "evaluation/result_stage.hpp"
#include "office/evaluation_workbook.hpp"
#include "office/office_csv.hpp"
#include "pack/text_table.hpp"

namespace kc::cli {
namespace {

enum class EvaluateForm : std::uint8_t { table, json, csv, resolved };

struct EvaluateArguments {
    std::string definition = {};
    std::string data = {};
    std::string meta = {};
    std::string stage = {};
    std::string xlsx = {};
    std::vector<std::string> explain = {};  // two units
    std::string unit = {};
    std::string reach = {};
    std::int32_t rank = 0;
    std::string change = {};
    std::int32_t since = 0;
    bool uncertainty = false;
    bool sensitivity = false;
    bool smaa = false;
    bool bounds = false;
    bool sample = false;
    EvaluateForm form = EvaluateForm::table;
};

constexpr CommandText kText{
    .name = "evaluate",
    .usage = "evaluate DEFINITION",
    .zh = "按定义评价各单位：得分、名次、依据",
    .en = "evaluate units by a definition: scores, ranks, reasons",
    .help_zh =
        R"(定义是 YAML（docs/evaluation.md），数据是 CSV：第一行列名，每行一个单位（或单位和年份）。

  --data FILE     数据
  --sample        不用 --data，用定义所带的虚构数据（定义旁的 samples/）
  --meta FILE     没有定义时：COINr 的 iMeta 表，与 --data 一起按其通常做法评价
  --table         排名（默认）
  --json          全部结果：各节点得分、权重、加减分、补数、说明
  --xlsx FILE     工作簿
  --stage NAME    一个阶段的数，写成 CSV：assemble denominate screen impute treat normalise
                  weight aggregate adjust rank
  --csv           排名写成 CSV
  --resolved      补齐全部默认值的定义
  --uncertainty   按定义的 uncertainty 变动各项假定：名次区间和并列档
  --sensitivity   名次的不确定来自哪些假定（Sobol 指数）
  --smaa          权重未知（或只知次序）时各单位得各名次的机会、两两胜出机会、中心权重
  --bounds        权重在限定范围内无论如何变动，名次都不会超出的区间
  --explain A B   A 为什么排在 B 前面，怎样会颠倒
  --unit U        一个单位：强项弱项、名次靠什么、不报某个数会不会更好
  --reach U --rank K   到第 K 名要改什么
  --change U [--since YEAR]   得分从基年（或 YEAR）以来为什么变化

提醒写在标准错误输出。
)",
    .help_en =
        R"(The definition is YAML (docs/evaluation.md), the data are CSV: headings in the first
line, one unit (or unit and year) in each other.

  --data FILE     the data
  --sample        instead of --data: the definition's fictitious figures (samples/ beside it)
  --meta FILE     without a definition: the iMeta table of COINr, evaluated as usual there
  --table         the ranking (default)
  --json          everything: scores of nodes, weights, adjustments, figures filled in, notes
  --xlsx FILE     a workbook
  --stage NAME    the figures of one stage as CSV: assemble denominate screen impute treat normalise
                  weight aggregate adjust rank
  --csv           the ranking as CSV
  --resolved      the definition with every default written out
  --uncertainty   rank intervals and bands when what the definition names is varied
  --sensitivity   which assumptions the uncertainty of ranks comes from (Sobol' indices)
  --smaa          chance of each rank and of each pair when weights are unknown, or known only
                  by their order; the weights that put a unit first
  --bounds        ranks that hold for all weights within their limits
  --explain A B   why A stands above B, and what would turn it round
  --unit U        one unit: strengths, weaknesses, what its rank rests on, whether hiding helps
  --reach U --rank K   what would bring U to rank K
  --change U [--since YEAR]   why its score changed since the base year (or YEAR)

Warnings go to standard error.
)"};

void declare(CLI::App& app, EvaluateArguments& to) {
    // Not required by the parser: `evaluate import-coin` has none.
    app.add_option("DEFINITION", to.definition);
    app.add_option("--data", to.data);
    app.add_option("--meta", to.meta);
    app.add_option("--stage", to.stage);
    app.add_option("--xlsx", to.xlsx);
    app.add_option("--explain", to.explain)->expected(2);
    app.add_option("--unit", to.unit);
    app.add_option("--reach", to.reach);
    app.add_option("--rank", to.rank);
    app.add_option("--change", to.change);
    app.add_option("--since", to.since);
    app.add_flag("--uncertainty", to.uncertainty);
    app.add_flag("--sensitivity", to.sensitivity);
    app.add_flag("--smaa", to.smaa);
    app.add_flag("--bounds", to.bounds);
    app.add_flag("--sample", to.sample)->excludes("--data");
    CLI::Option* json = app.add_flag_callback("--json", [&] { to.form = EvaluateForm::json; });
    CLI::Option* csv =
        app.add_flag_callback("--csv", [&] { to.form = EvaluateForm::csv; })->excludes(json);
    CLI::Option* resolved =
        app.add_flag_callback("--resolved", [&] { to.form = EvaluateForm::resolved; })
            ->excludes(json, csv);
    app.add_flag("--table")->excludes(json, csv, resolved);
}

Diagnostic missing_argument(std::string zh, std::string en) {
    return Diagnostic{.code = "E-usage", .zh = std::move(zh), .en = std::move(en)}.hint(
        "见 kechuang evaluate --help", "see kechuang evaluate --help");
}

class EvaluateCommand {
public:
    EvaluateCommand(const EvaluateArguments& arguments, Console& console)
        : arguments_(arguments), console_(console) {}

    ExitCode run() {
        if (arguments_.definition.empty() && arguments_.meta.empty())
            return refuse(missing_argument("缺少 DEFINITION", "DEFINITION is missing"));
        std::optional<evaluation::Table> table;
        if (!arguments_.data.empty()) {
            table = read_table(arguments_.data, console_);
            if (!table) return ExitCode::bad_input;
        }
        const auto definition = the_definition(table);
        if (!definition) return ExitCode::bad_input;
        if (arguments_.sample) {
            table = the_sample(*definition);
            if (!table) return ExitCode::bad_input;
        }
        if (!table && arguments_.form != EvaluateForm::resolved)
            return refuse(missing_argument("缺少 --data", "--data is missing"));
        if (!table) {
            console_.out.write(evaluation::resolved_text(*definition));
            return ExitCode::ok;
        }
        auto result = evaluation::evaluate(*definition, *table);
        if (!result) return refuse(result.error());
        Diagnostics findings = evaluation::diagnose(*result).findings;
        std::move(findings.begin(), findings.end(), std::back_inserter(result->notes));
        tell_notes(result->notes, console_);
        return print(*result);
    }

private:
    ExitCode refuse(const Diagnostic& why) {
        console_.complain(why);
        return ExitCode::bad_input;
    }

    std::optional<evaluation::Definition> the_definition(
        const std::optional<evaluation::Table>& table) {
        if (!arguments_.definition.empty()) return read_evaluation(arguments_.definition, console_);
        if (!table) {
            console_.complain(
                missing_argument("--meta 要和 --data 一起用", "--meta goes together with --data"));
            return std::nullopt;
        }
        const auto meta = read_table(arguments_.meta, console_);
        if (!meta) return std::nullopt;
        auto made = evaluation::import_coin(*table, *meta);
        if (made) return *std::move(made);
        console_.complain(made.error());
        return std::nullopt;
    }

    std::optional<evaluation::Table> the_sample(const evaluation::Definition& definition) {
        if (definition.sample.empty()) {
            console_.complain(missing_argument("这个定义没有示例数据，要给 --data",
                                               "this definition has no sample: give --data"));
            return std::nullopt;
        }
        const auto folder = std::filesystem::path(arguments_.definition).parent_path() / "samples";
        return read_table((folder / (definition.sample + ".csv")).string(), console_);
    }

    void write_csv(const evaluation::TextRows& rows) {
        for (const auto& row : rows) console_.out.write(office::csv_line(row));
    }

    ExitCode print(const evaluation::Evaluation& result) {
        if (!arguments_.xlsx.empty()) {
            if (const auto code = write_workbook(result)) return *code;
            if (arguments_.form == EvaluateForm::table && arguments_.stage.empty())
                return ExitCode::ok;
        }
        if (!arguments_.stage.empty()) {
            const auto rows = evaluation::stage_rows(result, arguments_.stage);
            if (!rows) return refuse(rows.error());
            write_csv(*rows);
            return ExitCode::ok;
        }
        if (auto code = explain(result)) return *code;
        if (arguments_.uncertainty) return print_trust(result);
        if (arguments_.sensitivity) return print_sensitivity(result);
        if (arguments_.smaa) return print_acceptability(result);
        if (arguments_.bounds) return print_bounds(result);
        const bool in_zh = console_.language != Language::en;
        switch (arguments_.form) {
            case EvaluateForm::json: console_.out.write(evaluation::to_json(result)); break;
            case EvaluateForm::csv: write_csv(evaluation::ranking_rows(result, {in_zh})); break;
            case EvaluateForm::resolved:
                console_.out.write(evaluation::resolved_text(result.definition));
                break;
            case EvaluateForm::table: print_table(result, in_zh); break;
        }
        return ExitCode::ok;
    }

    static evaluation::TrustOptions trust_options() {
        constexpr std::size_t kThreadsMax = 16;
        return {.threads =
                    std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, kThreadsMax)};
    }

    // The code when it cannot be written.
    std::optional<ExitCode> write_workbook(const evaluation::Evaluation& result) {
        const auto trust = evaluation::trust_of(result, trust_options());
        const auto bytes =
            office::evaluation_workbook(result, trust ? &*trust : nullptr, console_.language);
        const auto problem = bytes ? write_output(arguments_.xlsx, *bytes) : bytes.error();
        if (!problem) return std::nullopt;
        console_.complain(*problem);
        return ExitCode::machine;
    }

    // The code when one of the questions was asked.
    std::optional<ExitCode> explain(const evaluation::Evaluation& result) {
        const auto done = [&](const Result<std::vector<std::string>>& lines) {
            if (!lines) return refuse(lines.error());
            for (const std::string& line : *lines) console_.line(line);
            return ExitCode::ok;
        };
        const auto said = [&](const auto& answer) -> Result<std::vector<std::string>> {
            if (!answer) return unexpected(answer.error());
            return evaluation::words_of({&result, console_.language != Language::en}, *answer);
        };
        if (!arguments_.explain.empty())
            return done(
                said(evaluation::compare(result, arguments_.explain[0], arguments_.explain[1])));
        if (!arguments_.unit.empty())
            return done(said(evaluation::profile(result, arguments_.unit)));
        if (!arguments_.reach.empty())
            return done(said(evaluation::reach_rank(result, arguments_.reach, arguments_.rank)));
        if (!arguments_.change.empty())
            return done(
                said(evaluation::change_since(result, arguments_.change, arguments_.since)));
        return std::nullopt;
    }

    ExitCode print_rows(const evaluation::TextRows& rows) {
        if (arguments_.form == EvaluateForm::csv) {
            write_csv(rows);
        } else {
            console_.out.write(pack::text_table(rows));
        }
        return ExitCode::ok;
    }

    ExitCode print_trust(const evaluation::Evaluation& result) {
        const auto trust = evaluation::trust_of(result, trust_options());
        if (!trust) return refuse(trust.error());
        if (arguments_.form == EvaluateForm::json) {
            console_.out.write(evaluation::to_json(result, trust_json(result, *trust)));
            return ExitCode::ok;
        }
        return print_rows(trust_rows(result, *trust, console_.language != Language::en));
    }

    ExitCode print_sensitivity(const evaluation::Evaluation& result) {
        const auto sensitivity = evaluation::sensitivity_of(result, trust_options());
        if (!sensitivity) return refuse(sensitivity.error());
        tell_notes(sensitivity->notes, console_);
        if (arguments_.form == EvaluateForm::json) {
            console_.out.write(evaluation::to_json(result, sensitivity_json(result, *sensitivity)));
            return ExitCode::ok;
        }
        return print_rows(
            sensitivity_rows(result, *sensitivity, console_.language != Language::en));
    }

    ExitCode print_acceptability(const evaluation::Evaluation& result) {
        evaluation::AcceptabilityOptions options;
        if (const auto& plan = result.definition.uncertainty) {
            options.draws = static_cast<std::size_t>(plan->replications);
            options.seed = plan->seed;
        }
        options.threads = trust_options().threads;
        const auto acceptability = evaluation::acceptability_of(result, options);
        if (!acceptability) return refuse(acceptability.error());
        if (arguments_.form == EvaluateForm::json) {
            console_.out.write(
                evaluation::to_json(result, acceptability_json(result, *acceptability)));
            return ExitCode::ok;
        }
        const bool in_zh = console_.language != Language::en;
        print_rows(acceptability_rows(result, *acceptability, in_zh));
        const evaluation::TextRows pairs = winning_rows(result, *acceptability);
        if (arguments_.form == EvaluateForm::csv || pairs.empty()) return ExitCode::ok;
        console_.line("");
        console_.line(console_.words("行在列之前的机会（并列各半）：",
                                     "chance of the row to be above the column, ties half:"));
        print_rows(pairs);
        const evaluation::Title known = evaluation::words_of(acceptability->weights);
        console_.line(console_.words(known.zh, known.en));
        return ExitCode::ok;
    }

    ExitCode print_bounds(const evaluation::Evaluation& result) {
        const auto bounds = evaluation::guaranteed_ranks(result);
        if (!bounds) return refuse(bounds.error());
        if (arguments_.form == EvaluateForm::json) {
            console_.out.write(evaluation::to_json(result, bounds_json(result, *bounds)));
            return ExitCode::ok;
        }
        print_rows(bounds_rows(result, *bounds, console_.language != Language::en));
        if (arguments_.form == EvaluateForm::csv) return ExitCode::ok;
        const evaluation::Title known = evaluation::words_of(bounds->weights);
        console_.line(console_.words(known.zh, known.en));
        if (bounds->before_adjustments)
            console_.line(console_.words("名次按加减分、增长和否决之前的得分",
                                         "ranks are before bonuses, growth and vetoes"));
        return ExitCode::ok;
    }

    void print_table(const evaluation::Evaluation& result, bool in_zh) {
        const evaluation::Title& title = result.definition.title;
        console_.line(console_.words(title.zh, title.en));
        console_.out.write(pack::text_table(evaluation::ranking_rows(result, {in_zh})));
        console_.line(console_.label("结果标识", "result") + " " +
                      result.identity.result.substr(0, 16));
    }

    const EvaluateArguments& arguments_;
    Console& console_;
};

ExitCode run_evaluate(const EvaluateArguments& arguments, Console& console) {
    return EvaluateCommand(arguments, console).run();
}

struct ImportArguments {
    std::string data = {};
    std::string meta = {};
};

constexpr CommandText kImportText{
    .name = "evaluate import-coin",
    .usage = "evaluate import-coin",
    .zh = "把 COINr 的 iData、iMeta 表变成定义",
    .en = "turn iData and iMeta tables of COINr into a definition",
    .help_zh =
        R"(方向、权重、分母和树来自 iMeta；补数、离群值处理、计分和合成先取 COINr 的通常做法，可以再改。

  --data FILE     iData.csv
  --meta FILE     iMeta.csv
)",
    .help_en =
        R"(Directions, weights, denominators and the tree come from iMeta; filling in, treatment,
scaling and aggregation begin with COINr's usual choices, to be edited.

  --data FILE     iData.csv
  --meta FILE     iMeta.csv
)"};

void declare_import(CLI::App& app, ImportArguments& to) {
    app.add_option("--data", to.data)->required();
    app.add_option("--meta", to.meta)->required();
}

ExitCode run_import(const ImportArguments& arguments, Console& console) {
    const auto data = read_table(arguments.data, console);
    if (!data) return ExitCode::bad_input;
    const auto meta = read_table(arguments.meta, console);
    if (!meta) return ExitCode::bad_input;
    const auto definition = evaluation::import_coin(*data, *meta);
    if (!definition) {
        console.complain(definition.error());
        return ExitCode::bad_input;
    }
    console.out.write(evaluation::editable_text(*definition));
    return ExitCode::ok;
}

}  // namespace

Command evaluate_command() {
    return make_command<EvaluateArguments>(kText, declare, run_evaluate);
}

Command evaluate_import_command() {
    return make_command<ImportArguments>(kImportText, declare_import, run_import);
}

}  // namespace kc::cli
