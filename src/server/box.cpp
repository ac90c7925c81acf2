// SPDX-License-Identifier: Apache-2.0
#include "server/box.hpp"

namespace kc::server {

Result<access::SecretBox> box_of(const Site& site) {
    constexpr std::string_view kFiles = ".files";
    std::string path = site.office().files_folder();
    if (path.ends_with(kFiles)) path.resize(path.size() - kFiles.size());
    return access::SecretBox::open(path + ".key");
}

}  // namespace kc::server
