// SPDX-License-Identifier: Apache-2.0
#include "pack/format_docs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "pack/kinds.hpp"

namespace kc::pack {
namespace {

class TableWriter {
public:
    explicit TableWriter(std::string& out) : out_(out) {}

    void table(const KindInfo& kind) {
        print("### {} {}\n\n{}\n{}\n\n", kind.name, kind.zh, kind.about_zh, kind.about_en);
        print("| field | type | needed | 说明 | meaning |\n|---|---|---|---|---|\n");
        print("| `kind` | `{}` | yes | 对象种类 | kind of object |\n", kind.name);
        rows(kind.shape(), "");
        print("\n");
    }

private:
    template <typename... Args>
    void print(fmt::format_string<Args...> format, Args&&... args) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
    }

    void rows(const Shape& shape, const std::string& prefix) {
        open_.push_back({&shape, prefix});
        for (const Field& field : shape.fields()) row(field, prefix);
        open_.pop_back();
    }

    void row(const Field& field, const std::string& prefix) {
        const bool is_list = field.type.kind == FieldKind::list;
        const bool is_table = field.type.kind == FieldKind::table;
        const FieldType& type = is_list || is_table ? *field.type.element : field.type;
        const Shape* inside = type.kind == FieldKind::map ? &type.shape() : nullptr;
        const auto around = std::find_if(open_.begin(), open_.end(),
                                         [&](const Open& open) { return open.shape == inside; });
        const std::string again =
            around == open_.end() ? "" : fmt::format(", as `{}`", trimmed(around->prefix));
        print("| `{}{}` | {}{} | {} | {} | {} |\n", prefix, field.name, name_in_docs(field.type),
              again, field.is_required ? "yes" : "no", field.zh, field.en);
        if (inside != nullptr && around == open_.end()) {
            rows(*inside, fmt::format("{}{}{}.", prefix, field.name,
                                      is_list    ? "[]"
                                      : is_table ? ".<name>"
                                                 : ""));
        }
    }

    // "units[]." is about the field `units`.
    static std::string trimmed(std::string prefix) {
        if (prefix.ends_with(".<name>.")) prefix.resize(prefix.size() - 8);
        while (!prefix.empty() &&
               std::string_view(".[]").find(prefix.back()) != std::string::npos) {
            prefix.pop_back();
        }
        return prefix;
    }

    struct Open {
        const Shape* shape;
        std::string prefix;
    };

    std::string& out_;
    std::vector<Open> open_;
};

}  // namespace

std::string format_tables() {
    std::string out;
    for (const KindInfo& kind : kinds()) TableWriter(out).table(kind);
    return out;
}

}  // namespace kc::pack
