// SPDX-License-Identifier: Apache-2.0
#include "cli/catalog_choice.hpp"

#include <utility>

#include "office/vocabulary.hpp"

namespace kc::cli {
namespace {

Diagnostic no_catalog(const std::string& folder) {
    return Diagnostic{.code = "E-catalog",
                      .at = {folder},
                      .zh = "这个文件夹里没有指标",
                      .en = "there is no indicator in this folder"}
        .hint("--catalog 后面写目录（catalog）文件夹", "--catalog takes the folder of a catalog");
}

bool tell_errors(const Diagnostics& found, Console& console) {
    bool is_bad = false;
    for (const Diagnostic& diagnostic : found) {
        if (diagnostic.severity != Severity::error) continue;
        console.complain(diagnostic);
        is_bad = true;
    }
    return is_bad;
}

}  // namespace

std::optional<pack::Catalog> choose_catalog(const std::string& folder, Console& console) {
    if (folder.empty()) return std::move(pack::load_embedded_catalog().catalog);
    pack::CatalogReport report = pack::load_catalog(folder);
    if (tell_errors(report.found, console)) return std::nullopt;
    if (report.catalog.objects.indicators.empty()) {
        console.complain(no_catalog(folder));
        return std::nullopt;
    }
    return std::move(report.catalog);
}

std::optional<plan::Vocabulary> choose_vocabulary(const std::string& folder, Console& console) {
    if (folder.empty()) return office::embedded_vocabulary();
    const auto catalog = choose_catalog(folder, console);
    if (!catalog) return std::nullopt;
    return office::vocabulary_of(*catalog);
}

}  // namespace kc::cli
