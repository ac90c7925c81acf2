// SPDX-License-Identifier: Apache-2.0
// Any bytes as a file of a pack: loading ends with a pack and findings, and every object that was
// read soundly is written and read back as it was.
#include <cstddef>
#include <cstdint>
#include <string>

#include "base/check.hpp"
#include "pack/diff.hpp"
#include "pack/pack.hpp"
#include "pack/writer.hpp"

namespace {

using namespace kc;
using namespace kc::pack;

const Catalog& catalog() {
    static const CatalogReport report = load_embedded_catalog();
    return report.catalog;
}

template <typename T>
void check_round_trip(const Entry<T>& entry) {
    if (!entry.is_sound) return;
    Diagnostics found;
    ObjectSet set;
    auto document = read_yaml(write_yaml(entry.value), "again", found);
    KC_CHECK(document != nullptr);
    read_objects(std::move(document), set, found);
    KC_CHECK(found.empty());
    for_each_kind(set, [&]<typename U>(const std::vector<Entry<U>>& entries) {
        if constexpr (std::is_same_v<T, U>) {
            KC_CHECK(entries.size() == 1 && entries[0].value == entry.value);
        }
    });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const PackReport report = load_pack(".", {{"pack.yaml", text}}, catalog());
    for_each_kind(report.pack.objects, [](const auto& entries) {
        for (const auto& entry : entries) check_round_trip(entry);
    });
    const PackDiff changes = diff(report.pack, report.pack, catalog());
    for (const TargetChange& change : changes.targets) {
        KC_CHECK(change.kind == TargetChangeKind::unchanged);
    }
    to_table(changes, Language::both);
    to_json(changes);
    return 0;
}
