// SPDX-License-Identifier: Apache-2.0
// Forms, sheets and lists of the collection as JSON, in the shapes of the contract.
#pragma once

#include "office/office_collection.hpp"
#include "office/office_collection_files.hpp"
#include "office/office_collection_lists.hpp"
#include "server/json_writer.hpp"

namespace kc::server {

void write_form_summary(const pack::Form& form, std::size_t units, base::Date today,
                        JsonWriter& json);
// `origin` of a list of firms that a registry names; null otherwise.
void write_form(const office::LivePack& live, const pack::Form& form,
                const std::vector<collection::Filler>& units, const office::ListOrigin* origin,
                JsonWriter& json);

void write_sheet(const office::SheetView& view, JsonWriter& json);
void write_upload(const office::SheetUpload& upload, bool is_saved, std::int64_t version,
                  JsonWriter& json);

void write_matrix(const office::CollectionMatrix& matrix, JsonWriter& json);
void write_desk(const office::Desk& desk, JsonWriter& json);
void write_burden(const office::BurdenNow& burden, JsonWriter& json);
void write_firms(const pack::Form& form, const office::FormFirms& firms, JsonWriter& json);

}  // namespace kc::server
