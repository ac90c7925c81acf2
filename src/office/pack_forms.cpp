// SPDX-License-Identifier: Apache-2.0
#include "office/pack_forms.hpp"

#include <iterator>
#include <utility>
#include <vector>

#include "office/office_evaluations.hpp"
#include "record/count.hpp"
#include "record/roster.hpp"

namespace kc::office {
namespace {

void check_records(const pack::Pack& pack, const pack::Catalog& catalog, Diagnostics& found) {
    auto registries = record::Registries::of(catalog, &pack);
    if (!registries) {
        found.push_back(std::move(registries.error()));
        return;
    }
    for (const auto check : {&record::check_formulas, &record::check_rosters}) {
        Diagnostics wrong = check(*registries, pack.objects);
        std::move(wrong.begin(), wrong.end(), std::back_inserter(found));
    }
}

}  // namespace

collection::FormBook forms_of_pack(const pack::Pack& pack, const pack::Catalog& catalog,
                                   base::Date on, Diagnostics& found) {
    check_records(pack, catalog, found);
    std::vector<collection::OtherUse> evaluations;
    if (auto desk = EvaluationDesk::open(pack.folder))
        evaluations = uses_of(*desk, pack.objects, catalog.objects, found);
    else
        found.push_back(std::move(desk.error()));
    return collection::FormBook::of(pack.manifest, pack.objects, catalog.objects, evaluations, on,
                                    found);
}

}  // namespace kc::office
