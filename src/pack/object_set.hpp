// SPDX-License-Identifier: Apache-2.0
// The objects of a folder, each with the place it was read from.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <string_view>
#include <vector>

#include "pack/document_template.hpp"
#include "pack/objects.hpp"
#include "pack/policy_text.hpp"
#include "pack/registry.hpp"
#include "pack/role_text.hpp"
#include "pack/yaml_tree.hpp"

namespace kc::pack {

struct Origin {
    std::shared_ptr<const Document> document = {};
    const Node* node = nullptr;  // inside the document

    // Where the value at the end of these keys stands, or as far as they lead.
    Place place(std::initializer_list<std::string_view> keys = {}) const;
};

template <typename T>
struct Entry {
    T value = {};
    Origin origin = {};
    bool is_sound = true;  // nothing was wrong while reading it
};

struct ObjectSet {
    std::vector<Entry<Manifest>> manifests = {};
    std::vector<Entry<UnitTree>> unit_trees = {};
    std::vector<Entry<Indicator>> indicators = {};
    std::vector<Entry<BuildingBlock>> building_blocks = {};
    std::vector<Entry<Target>> targets = {};
    std::vector<Entry<Task>> tasks = {};
    std::vector<Entry<PolicyText>> policies = {};
    std::vector<Entry<Registry>> registries = {};
    std::vector<Entry<Form>> forms = {};
    std::vector<Entry<RoleText>> roles = {};
    std::vector<Entry<DocumentTemplate>> document_templates = {};
    bool is_complete = true;  // every file could be read as a tree of objects
};

// Calls act(entries) for the list of each kind, in the order of kinds().
template <typename Set, typename Act>
void for_each_kind(Set& set, Act act) {
    act(set.manifests);
    act(set.unit_trees);
    act(set.indicators);
    act(set.building_blocks);
    act(set.targets);
    act(set.tasks);
    act(set.policies);
    act(set.registries);
    act(set.forms);
    act(set.roles);
    act(set.document_templates);
}

// Adds the object or objects of a file. What cannot be read of an object is left at its default.
void read_objects(std::shared_ptr<const Document> document, ObjectSet& to, Diagnostics& found);

}  // namespace kc::pack
