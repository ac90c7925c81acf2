// SPDX-License-Identifier: Apache-2.0
// What became of a file of records, as JSON in the shapes of the contract.
#pragma once

#include <vector>

#include "office/office_record_imports.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

void write_record_import(const office::RecordImportReport& report, JsonWriter& json);

// Into an open object.
void write_import_done(const office::RecordImportDone& done, JsonWriter& json);
void write_imported_row(const office::ImportedRow& row, JsonWriter& json);

void write_mapping(const exchange::RememberedMapping& mapping, JsonWriter& json);

}  // namespace kc::server
