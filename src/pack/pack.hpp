// SPDX-License-Identifier: Apache-2.0
// A pack: one city's plan year as checked objects.
//
//   const CatalogReport catalog = load_embedded_catalog();
//   const PackReport report = load_pack("packs/xuancheng-2024", catalog.catalog);
//   for (const Diagnostic& d : report.found) print(to_string(d, language));
#pragma once

#include <string>
#include <vector>

#include "pack/catalog.hpp"
#include "pack/folder.hpp"
#include "pack/limits.hpp"
#include "pack/object_set.hpp"

namespace kc::pack {

struct Pack {
    std::string folder = {};
    Manifest manifest = {};
    ObjectSet objects = {};
};

struct PackReport {
    Pack pack = {};
    Diagnostics found = {};  // errors and warnings by file and line, at most kMaxFindings

    // Nothing but warnings.
    bool is_good() const;
};

// Reads and checks everything below the folder and reports all that is wrong with it. The pack
// holds whatever could be read.
PackReport load_pack(const std::string& folder, const Catalog& catalog);

// The same for files in memory.
PackReport load_pack(std::string folder, const std::vector<TextFile>& files,
                     const Catalog& catalog);

}  // namespace kc::pack
