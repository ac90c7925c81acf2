// SPDX-License-Identifier: Apache-2.0
#include "office/sample_office.hpp"

#include <memory>
#include <utility>

#include "access/accounts.hpp"
#include "collection/sheet_rows.hpp"
#include "office/sample_sheets.hpp"
#include "pack/catalog.hpp"
#include "pack/pack.hpp"
#include "record/tables.hpp"

namespace kc::office {

Result<SampleOffice> fill_sample_office(const std::string& database, const std::string& pack_folder,
                                        const SampleOptions& options, const SampleExtras& extras) {
    const pack::CatalogReport catalog = pack::load_embedded_catalog();
    const pack::PackReport pack = pack::load_pack(pack_folder, catalog.catalog);
    for (const Diagnostic& one : pack.found) {
        if (one.severity == Severity::error) return unexpected(one);
    }
    auto registries = record::Registries::of(catalog.catalog, &pack.pack);
    if (!registries) return unexpected(std::move(registries.error()));
    const auto shared = std::make_shared<const record::Registries>(std::move(*registries));
    store::StoreOptions store_options;
    store_options.schemas = {record::record_schema(), collection::collection_schema(),
                             access::access_schema()};
    store_options.writer.clock = extras.clock;
    auto store = store::Store::open(database, std::move(store_options));
    if (!store) return unexpected(std::move(store.error()));
    if (auto made = record::make_tables(**store, *shared, "sample"); !made)
        return unexpected(std::move(made.error()));
    auto counts = fill_sample(**store, shared, options);
    if (!counts) return unexpected(std::move(counts.error()));
    auto sheets = fill_sample_sheets(**store, shared, catalog.catalog, pack.pack, options);
    if (!sheets) return unexpected(std::move(sheets.error()));
    counts->sheets = *sheets;
    SampleOffice made{.counts = std::move(*counts)};
    if (!extras.with_people) return made;
    const access::Terms terms =
        access::terms_of(catalog.catalog.objects, pack.pack.objects, pack.pack.manifest.region);
    auto people = fill_sample_people(**store, terms, made.counts.holder, options.today);
    if (!people) return unexpected(std::move(people.error()));
    made.people = std::move(*people);
    return made;
}

}  // namespace kc::office
