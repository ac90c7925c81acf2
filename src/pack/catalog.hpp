// SPDX-License-Identifier: Apache-2.0
// The catalog: indicators, units and building blocks that every pack may build on.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "pack/code_index.hpp"
#include "pack/folder.hpp"
#include "pack/lookup.hpp"
#include "pack/object_set.hpp"

namespace kc::pack {

struct Catalog {
    ObjectSet objects = {};
    CodeIndex index = {};

    // Valid while this catalog is not changed; moving it is no change.
    Lookup lookup() const;
};

struct CatalogReport {
    Catalog catalog = {};
    Diagnostics found = {};  // by file and line
};

// All errors, not only the first.
CatalogReport load_catalog(const std::string& folder);

// The same for files in memory; what is known to be wrong already is kept.
CatalogReport load_catalog(const std::vector<TextFile>& files, Diagnostics found = {});

struct EmbeddedFile {
    std::string_view path;  // below catalog/
    std::string_view text;
};

// The files of catalog/ as they were when the program was built.
std::span<const EmbeddedFile> embedded_catalog();

// The embedded catalog, so that the program works without its source folder.
CatalogReport load_embedded_catalog();

}  // namespace kc::pack
