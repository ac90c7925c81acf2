// SPDX-License-Identifier: Apache-2.0
#include <iterator>

#include "rules.hpp"

namespace kc::tidy {

Findings check_tree(const std::vector<TreeFile>& files) {
    Findings found;
    const auto add = [&](Findings more) {
        found.insert(found.end(), std::make_move_iterator(more.begin()),
                     std::make_move_iterator(more.end()));
    };
    add(check_whole_tree(files));
    add(check_links(files));
    for (const TreeFile& file : files) {
        add(check_form(file));
        add(check_calls(file));
        add(check_includes(file));
        add(check_places(file));
    }
    return found;
}

}  // namespace kc::tidy
