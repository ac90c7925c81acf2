// SPDX-License-Identifier: Apache-2.0
// Passwords at the least price argon2id knows, in place of the library's function of this name. A
// test of the server makes a dozen people, and at the price of the product (access_test holds it)
// that takes most of its time. What is asked for and what is kept stay the same: a hash names its
// own price, so checking it is the library's as ever.
#include <argon2.h>

extern "C" int argon2id_hash_encoded(const uint32_t /*passes*/, const uint32_t /*memory_kib*/,
                                     const uint32_t lanes, const void* password,
                                     const size_t password_size, const void* salt,
                                     const size_t salt_size, const size_t hash_size, char* encoded,
                                     const size_t encoded_size) {
    return argon2_hash(1, ARGON2_MIN_MEMORY, lanes, password, password_size, salt, salt_size,
                       nullptr, hash_size, encoded, encoded_size, Argon2_id, ARGON2_VERSION_13);
}
