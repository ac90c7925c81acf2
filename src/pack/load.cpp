// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>
#include <vector>

#include "pack/catalog.hpp"
#include "pack/checks.hpp"
#include "pack/folder.hpp"
#include "pack/kinds.hpp"
#include "pack/pack.hpp"

namespace kc::pack {
namespace {

constexpr std::string_view kManifestFile = "pack.yaml";
constexpr std::string_view kCatalogName = "catalog";

void load_file(const TextFile& file, ObjectSet& to, Diagnostics& found) {
    if (is_evaluation(file.text)) return;
    Diagnostics here;
    if (auto document = read_yaml(file.text, file.path, here)) {
        read_objects(std::move(document), to, here);
    } else {
        to.is_complete = false;
    }
    std::move(here.begin(), here.end(), std::back_inserter(found));
}

// By place; what stands at one place stays in the order it was found.
void in_reading_order(Diagnostics& found) {
    std::vector<std::size_t> order(found.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Place& x = found[a].at;
        const Place& y = found[b].at;
        return std::tie(x.file, x.line, x.column, a) < std::tie(y.file, y.line, y.column, b);
    });
    Diagnostics sorted;
    sorted.reserve(found.size());
    for (const std::size_t i : order) sorted.push_back(std::move(found[i]));
    found = std::move(sorted);
    if (found.size() <= kMaxFindings) return;
    const std::size_t left_out = found.size() - kMaxFindings + 1;
    found.resize(kMaxFindings - 1);
    found.push_back(Diagnostic{"E-more",
                               {},
                               fmt::format("另有 {} 处没有列出", left_out),
                               fmt::format("{} more are not listed", left_out)}
                        .hint("先改前面的", "mend the first ones first"));
}

void check_kinds_of_catalog(const ObjectSet& set, Diagnostics& found) {
    for_each_kind(set, [&]<typename T>(const std::vector<Entry<T>>& entries) {
        if (find_kind(T::kKind)->in_catalog) return;
        for (const Entry<T>& entry : entries) {
            add_error(
                found, entry.origin.place(),
                {"E-not-in-catalog", fmt::format("公共目录里不能有 {}", T::kKind),
                 fmt::format("a catalog holds no {}", T::kKind), "写到包里", "put it into a pack"});
        }
    });
}

// A file that cannot be read leaves codes unknown that are defined in it; complaining about every
// use of them would bury the one mistake that matters.
void check_references_when_complete(const ObjectSet& set, const CodeIndex& index,
                                    Diagnostics& found) {
    if (set.is_complete) check_references(set, index, found);
}

bool has_no_errors(const Diagnostics& found) {
    return std::none_of(found.begin(), found.end(),
                        [](const Diagnostic& d) { return d.severity == Severity::error; });
}

CatalogReport checked_catalog(ObjectSet objects, Diagnostics found) {
    CatalogReport report;
    report.catalog.objects = std::move(objects);
    const ObjectSet& set = report.catalog.objects;
    report.catalog.index.add_all(set, found);
    check_kinds_of_catalog(set, found);
    check_references_when_complete(set, report.catalog.index, found);
    check_unit_trees(set, found);
    check_registries(set, report.catalog.lookup(), found);
    check_forms(set, report.catalog.lookup(), found);
    check_document_templates(set, found);
    check_indicators(set, report.catalog.lookup(), found);
    check_roles(set, found);
    check_translated(set, found);
    in_reading_order(found);
    report.found = std::move(found);
    return report;
}

class PackLoader {
public:
    PackLoader(std::string folder, const Catalog& catalog) : catalog_(catalog) {
        pack().folder = std::move(folder);
    }

    PackReport load(const std::vector<TextFile>& files, Diagnostics found) {
        found_ = std::move(found);
        for (const TextFile& file : files) load_file(file, pack().objects, found_);
        take_manifest();
        check();
        in_reading_order(found_);
        report_.found = std::move(found_);
        return std::move(report_);
    }

private:
    Pack& pack() { return report_.pack; }

    void take_manifest() {
        const auto& manifests = pack().objects.manifests;
        const std::string file = fmt::format("{}/{}", pack().folder, kManifestFile);
        if (manifests.empty()) {
            // When files are broken it may well be in one of them.
            if (!pack().objects.is_complete) return;
            add_error(
                found_, {file},
                {"E-no-manifest", "没有包清单", "there is no manifest",
                 "写一个 pack.yaml，kind: manifest", "write a pack.yaml with kind: manifest"});
            return;
        }
        pack().manifest = manifests[0].value;
        const std::string& at = manifests[0].origin.document->file;
        if (!at.ends_with(kManifestFile)) {
            add_error(
                found_, {at, 1, 1},
                {"E-manifest-file", "包清单应当写在 pack.yaml",
                 "the manifest belongs into pack.yaml", "移到 pack.yaml", "move it to pack.yaml"});
        }
        for (std::size_t i = 1; i < manifests.size(); ++i) {
            add_error(found_, manifests[i].origin.place(),
                      {"E-manifests", "一个包只有一个清单", "a pack has one manifest only",
                       "删去其中一个", "remove one of them"});
        }
    }

    // Also when something unknown is required: it is most likely the catalog, misspelt.
    bool builds_on_catalog() const {
        return report_.pack.objects.manifests.empty() || !report_.pack.manifest.required.empty();
    }

    void check_required() {
        if (pack().objects.manifests.empty()) return;
        const Entry<Manifest>& manifest = pack().objects.manifests[0];
        const Node* list = manifest.origin.node->find("requires");
        for (std::size_t i = 0; i < manifest.value.required.size(); ++i) {
            if (manifest.value.required[i] == kCatalogName) continue;
            add_error(found_, manifest.origin.document->place(list->items[i]),
                      {"E-requires", fmt::format("没有“{}”可以引用", manifest.value.required[i]),
                       fmt::format("there is no '{}' to build on", manifest.value.required[i]),
                       "现在只能写 catalog", "only 'catalog' can be named for now"});
        }
    }

    void check() {
        const ObjectSet& set = pack().objects;
        const bool with_catalog = builds_on_catalog();
        CodeIndex index = with_catalog ? catalog_.index : CodeIndex();
        Lookup lookup = with_catalog ? catalog_.lookup() : Lookup();
        lookup.add(set);
        index.add_all(set, found_);
        check_required();
        check_references_when_complete(set, index, found_);
        check_unit_trees(set, found_);
        check_registries(set, lookup, found_);
        check_forms(set, lookup, found_);
        check_document_templates(set, found_);
        check_indicators(set, lookup, found_);
        check_roles(set, found_);
        const std::int32_t year = pack().manifest.year;
        check_targets(set, year, lookup, found_);
        check_tasks(set, found_);
        if (!set.manifests.empty()) {
            check_unit_in_force(pack().manifest.region, year, lookup,
                                set.manifests[0].origin.place({"region"}), found_);
        }
        // What seems unused may only be named wrongly; so mistakes are mended first.
        if (has_no_errors(found_)) check_usage(set, found_);
        list_todos(set, found_);
    }

    const Catalog& catalog_;
    PackReport report_;
    Diagnostics found_;
};

}  // namespace

Lookup Catalog::lookup() const {
    Lookup lookup;
    lookup.add(objects);
    return lookup;
}

CatalogReport load_catalog(const std::string& folder) {
    Diagnostics found;
    const std::vector<TextFile> files = read_folder(folder, found);
    return load_catalog(files, std::move(found));
}

CatalogReport load_catalog(const std::vector<TextFile>& files, Diagnostics found) {
    ObjectSet objects;
    for (const TextFile& file : files) load_file(file, objects, found);
    return checked_catalog(std::move(objects), std::move(found));
}

CatalogReport load_embedded_catalog() {
    std::vector<TextFile> files;
    for (const EmbeddedFile& file : embedded_catalog()) {
        files.push_back({fmt::format("catalog/{}", file.path), std::string(file.text)});
    }
    return load_catalog(files);
}

PackReport load_pack(const std::string& folder, const Catalog& catalog) {
    Diagnostics found;
    const std::vector<TextFile> files = read_folder(folder, found);
    return PackLoader(folder, catalog).load(files, std::move(found));
}

PackReport load_pack(std::string folder, const std::vector<TextFile>& files,
                     const Catalog& catalog) {
    return PackLoader(std::move(folder), catalog).load(files, {});
}

bool PackReport::is_good() const {
    return std::none_of(found.begin(), found.end(),
                        [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace kc::pack
