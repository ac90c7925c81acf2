// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "pack/json_schema.hpp"
#include "pack/kinds.hpp"

namespace kc::cli {
namespace {

struct SchemaArguments {
    std::string kind = {};  // empty: any kind
};

constexpr CommandText kText{
    .name = "schema",
    .usage = "schema [KIND]",
    .zh = "包的 JSON Schema，供编辑器使用",
    .en = "JSON Schema of the pack format, for editors",
    .help_zh =
        R"(输出包文件的 JSON Schema；KIND 如 target、task，不写则包括所有种类。
)",
    .help_en =
        R"(Prints the JSON Schema of pack files; KIND is target, task …
and may be left out for all kinds.
)"};

void declare(CLI::App& app, SchemaArguments& to) {
    app.add_option("KIND", to.kind);
}

Diagnostic no_such_kind(const std::string& kind) {
    std::vector<std::string> names;
    std::string all;
    for (const pack::KindInfo& info : pack::kinds()) {
        names.emplace_back(info.name);
        all += (all.empty() ? "" : ", ") + std::string(info.name);
    }
    const auto near = base::nearest(kind, names);
    const std::string shown = base::shortened(kind);
    return Diagnostic{.code = "E-unknown-kind",
                      .zh = fmt::format("没有 {} 这种对象", shown),
                      .en = fmt::format("there is no kind {}", shown)}
        .hint(near ? fmt::format("是不是 {}？", *near) : "可以是 " + all,
              near ? fmt::format("did you mean {}?", *near) : "it is one of " + all);
}

ExitCode run_schema(const SchemaArguments& arguments, Console& console) {
    if (!arguments.kind.empty() && pack::find_kind(arguments.kind) == nullptr) {
        console.complain(no_such_kind(arguments.kind));
        return ExitCode::bad_input;
    }
    console.out.write(pack::json_schema(arguments.kind));
    return ExitCode::ok;
}

}  // namespace

Command schema_command() {
    return make_command<SchemaArguments>(kText, declare, run_schema);
}

}  // namespace kc::cli
