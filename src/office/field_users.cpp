// SPDX-License-Identifier: Apache-2.0
#include "office/field_users.hpp"

namespace kc::office {
namespace {

template <typename Object>
pack::Bilingual named(const Object* object, const std::string& code) {
    return object == nullptr ? pack::Bilingual{code, code} : object->name;
}

pack::Bilingual policy_title(const LivePack& live, const std::string& code) {
    for (const pack::ObjectSet* set : {&live.pack.objects, live.catalog}) {
        for (const auto& entry : set->policies) {
            if (entry.value.code == code) return entry.value.title;
        }
    }
    return {code, code};
}

pack::Bilingual evaluation_title(const LivePack& live, const std::string& code) {
    const OfferedEvaluation* found = live.evaluations.find(code);
    if (found == nullptr) return {code, code};
    return {found->definition.title.zh, found->definition.title.en};
}

}  // namespace

pack::Bilingual name_of(const LivePack& live, const collection::FieldUse& user) {
    using collection::UseKind;
    switch (user.kind) {
        case UseKind::target: return named(live.lookup.target(user.code), user.code);
        case UseKind::indicator: return named(live.lookup.indicator(user.code), user.code);
        case UseKind::check: return named(live.lookup.form(user.code), user.code);
        case UseKind::evaluation: return evaluation_title(live, user.code);
        case UseKind::policy: return policy_title(live, user.code);
        case UseKind::registry: return named(live.lookup.registry(user.code), user.code);
    }
    return {user.code, user.code};
}

}  // namespace kc::office
