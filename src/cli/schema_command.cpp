// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <string>
#include <vector>

#include "base/suggest.hpp"
#include "base/utf8.hpp"
#include "cli/commands.hpp"
#include "pack/json_schema.hpp"
#include "pack/kinds.hpp"

namespace kc::cli {
namespace {

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

}  // namespace

ExitCode run_schema(const SchemaArguments& arguments, Console& console) {
    if (!arguments.kind.empty() && pack::find_kind(arguments.kind) == nullptr) {
        console.complain(no_such_kind(arguments.kind));
        return ExitCode::bad_input;
    }
    console.out.write(pack::json_schema(arguments.kind));
    return ExitCode::ok;
}

ExitCode run_version(Console& console) {
    console.line("kechuang " KC_VERSION);
    return ExitCode::ok;
}

}  // namespace kc::cli
