// SPDX-License-Identifier: Apache-2.0
#include "pack/object_set.hpp"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/suggest.hpp"
#include "pack/document_shapes.hpp"
#include "pack/form_shapes.hpp"
#include "pack/kinds.hpp"
#include "pack/policy_shapes.hpp"
#include "pack/registry_shapes.hpp"
#include "pack/role_shapes.hpp"
#include "pack/shapes.hpp"

namespace kc::pack {
namespace {

constexpr std::string_view kKindKey = "kind";
constexpr std::string_view kObjectsKey = "objects";

std::vector<std::string> kind_names() {
    std::vector<std::string> names;
    for (const KindInfo& kind : kinds()) names.emplace_back(kind.name);
    return names;
}

class FileReader {
public:
    FileReader(std::shared_ptr<const Document> document, ObjectSet& to, Diagnostics& found)
        : document_(std::move(document)), to_(to), found_(found) {}

    void read() {
        const Node& root = document_->root;
        if (root.type != NodeType::map) {
            report(document_->place(root), "E-no-object", "文件里没有对象",
                   "there is no object in this file", "以 kind: 开头，写成“键: 值”",
                   "begin with kind: and write keys with values");
            to_.is_complete = false;
        } else if (root.find(kObjectsKey) != nullptr) {
            read_list(root);
        } else {
            read_object(root, nullptr);
        }
    }

private:
    void report(Place at, const char* code, std::string zh, std::string en, std::string hint_zh,
                std::string hint_en) {
        if (found_.size() >= kMaxFindingsPerFile) return;
        found_.push_back(Diagnostic{code, std::move(at), std::move(zh), std::move(en)}.hint(
            std::move(hint_zh), std::move(hint_en)));
    }

    void read_list(const Node& root) {
        for (const Key& key : root.keys) {
            if (key.text == kKindKey || key.text == kObjectsKey) continue;
            report(document_->place(key), "E-unknown-key",
                   fmt::format("objects 旁边不能有 {}", key.text),
                   fmt::format("'{}' cannot stand beside 'objects'", key.text),
                   "写到列表里的对象中", "put it into the objects of the list");
        }
        const Node& list = *root.find(kObjectsKey);
        if (list.type != NodeType::sequence) {
            report(document_->place(list), "E-type", "objects 应当是列表",
                   "'objects' should be a list", "每个对象以“- ”开头",
                   "begin each object with '- '");
            to_.is_complete = false;
            return;
        }
        const Node* common = root.find(kKindKey);
        for (const Node& item : list.items) {
            if (item.type == NodeType::map) {
                read_object(item, common);
            } else {
                report(document_->place(item), "E-no-object", "列表里的这一项不是对象",
                       "this entry of the list is no object", "写成“键: 值”",
                       "write keys with values");
                to_.is_complete = false;
            }
        }
    }

    // `common` is the kind written for the whole list, if any.
    void read_object(const Node& node, const Node* common) {
        const Node* own = node.find(kKindKey);
        const Node* name = own != nullptr ? own : common;
        if (name == nullptr) {
            report(document_->place(node), "E-kind", "对象没有写 kind", "this object has no kind",
                   "加上一行，例如 kind: target", "add a line such as kind: target");
            to_.is_complete = false;
            return;
        }
        const KindInfo* kind = find_kind(name->text);
        if (kind == nullptr || name->type != NodeType::scalar) {
            report_unknown_kind(*name);
            to_.is_complete = false;
            return;
        }
        for_each_kind(to_, [&]<typename T>(std::vector<Entry<T>>& entries) {
            if (T::kKind == kind->name) read_into(entries, node);
        });
    }

    template <typename T>
    void read_into(std::vector<Entry<T>>& entries, const Node& node) {
        const std::size_t before = found_.size();
        Entry<T>& entry = entries.emplace_back();
        entry.origin = {document_, &node};
        Reader reader(*document_, found_);
        read_map(shape_of<T>(), &entry.value, node, reader);
        entry.is_sound = found_.size() == before && found_.size() < kMaxFindingsPerFile;
    }

    void report_unknown_kind(const Node& name) {
        const std::vector<std::string> names = kind_names();
        const auto near = base::nearest(name.text, names);
        report(document_->place(name), "E-kind", fmt::format("没有“{}”这种对象", name.text),
               fmt::format("there is no kind '{}'", name.text),
               near ? fmt::format("是不是 {}？", *near)
                    : fmt::format("种类有 {}", fmt::join(names, "、")),
               near ? fmt::format("did you mean '{}'?", *near)
                    : fmt::format("the kinds are {}", fmt::join(names, ", ")));
    }

    std::shared_ptr<const Document> document_;
    ObjectSet& to_;
    Diagnostics& found_;
};

}  // namespace

Place Origin::place(std::initializer_list<std::string_view> keys) const {
    const Node* at = node;
    for (const std::string_view key : keys) {
        const Node* next = at->find(key);
        if (next == nullptr) break;
        at = next;
    }
    return document->place(*at);
}

void read_objects(std::shared_ptr<const Document> document, ObjectSet& to, Diagnostics& found) {
    FileReader(std::move(document), to, found).read();
}

}  // namespace kc::pack
