// SPDX-License-Identifier: Apache-2.0
#include "access/secret_box.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "base/check.hpp"

namespace kc::access {
namespace {

constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kSealedBytesMax = 4'096;

using Bytes = std::vector<unsigned char>;
using Context = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Context new_context() {
    Context context(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    KC_CHECK(context != nullptr);
    return context;
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string hex_of(const Bytes& bytes) {
    std::string text;
    for (const unsigned char byte : bytes) text += fmt::format("{:02x}", byte);
    return text;
}

std::optional<unsigned char> nibble(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned char>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned char>(c - 'a' + 10);
    return std::nullopt;
}

std::optional<Bytes> of_hex(std::string_view text) {
    if (text.size() % 2 != 0 || text.size() > 2 * kSealedBytesMax) return std::nullopt;
    Bytes bytes;
    for (std::size_t i = 0; i < text.size(); i += 2) {
        const auto high = nibble(text[i]);
        const auto low = nibble(text[i + 1]);
        if (!high || !low) return std::nullopt;
        bytes.push_back(static_cast<unsigned char>((*high << 4U) | *low));
    }
    return bytes;
}

Diagnostic bad_file(const std::string& path, std::string zh, std::string en) {
    return Diagnostic{"E-key-file", {path, 0, 0}, std::move(zh), std::move(en)}.hint(
        "与数据库一起恢复这个文件，权限设为 600",
        "restore this file together with the database, with mode 600");
}

// The end of a descriptor's life, whatever happens in between.
class File {
public:
    explicit File(int descriptor) : descriptor_(descriptor) {}
    ~File() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    [[nodiscard]] int get() const { return descriptor_; }

private:
    int descriptor_;
};

Result<void> make_key(const std::string& path) {
    const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (file.get() < 0 && errno == EEXIST) return {};
    std::array<unsigned char, SecretBox::kKeyBytes> key{};
    KC_CHECK(RAND_bytes(key.data(), static_cast<int>(key.size())) == 1);
    if (file.get() < 0 ||
        ::write(file.get(), key.data(), key.size()) != static_cast<ssize_t>(key.size()) ||
        ::fsync(file.get()) != 0)
        return unexpected(bad_file(path, "密钥文件写不成", "the key file cannot be written"));
    return {};
}

}  // namespace

Result<SecretBox> SecretBox::open(const std::string& path) {
    if (auto made = make_key(path); !made) return unexpected(made.error());
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (file.get() < 0 || ::fstat(file.get(), &about) != 0)
        return unexpected(bad_file(path, "密钥文件打不开", "the key file cannot be opened"));
    if ((about.st_mode & 0077U) != 0)
        return unexpected(bad_file(path, "别人也能读密钥文件", "others may read the key file"));
    SecretBox box;
    if (about.st_size != static_cast<off_t>(kKeyBytes) ||
        ::read(file.get(), box.key_.data(), kKeyBytes) != static_cast<ssize_t>(kKeyBytes))
        return unexpected(bad_file(path, "密钥文件不完整", "the key file is not complete"));
    return box;
}

std::string SecretBox::seal(std::string_view secret, std::string_view purpose) const {
    KC_CHECK(secret.size() <= kSealedBytesMax / 2);
    Bytes out(kNonceBytes + secret.size() + kTagBytes);
    KC_CHECK(RAND_bytes(out.data(), kNonceBytes) == 1);
    const Context context = new_context();
    int length = 0;
    KC_CHECK(EVP_EncryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(),
                                out.data()) == 1);
    KC_CHECK(EVP_EncryptUpdate(context.get(), nullptr, &length, bytes_of(purpose),
                               static_cast<int>(purpose.size())) == 1);
    KC_CHECK(EVP_EncryptUpdate(context.get(), out.data() + kNonceBytes, &length, bytes_of(secret),
                               static_cast<int>(secret.size())) == 1);
    KC_CHECK(EVP_EncryptFinal_ex(context.get(), out.data() + kNonceBytes + length, &length) == 1);
    KC_CHECK(EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes,
                                 out.data() + kNonceBytes + secret.size()) == 1);
    return hex_of(out);
}

Result<std::string> SecretBox::unseal(std::string_view sealed, std::string_view purpose) const {
    const Diagnostic wrong =
        Diagnostic{"E-sealed", {}, "保存的密钥打不开", "a kept secret cannot be opened"}.hint(
            "数据库和密钥文件不配套，或被改动过",
            "database and key file do not belong together, or were altered");
    auto bytes = of_hex(sealed);
    if (!bytes || bytes->size() < kNonceBytes + kTagBytes) return unexpected(wrong);
    const std::size_t size = bytes->size() - kNonceBytes - kTagBytes;
    const Context context = new_context();
    std::string out(size, '\0');
    int length = 0;
    const bool is_fine =
        EVP_DecryptInit_ex(context.get(), EVP_aes_256_gcm(), nullptr, key_.data(), bytes->data()) ==
            1 &&
        EVP_DecryptUpdate(context.get(), nullptr, &length, bytes_of(purpose),
                          static_cast<int>(purpose.size())) == 1 &&
        EVP_DecryptUpdate(context.get(), reinterpret_cast<unsigned char*>(out.data()), &length,
                          bytes->data() + kNonceBytes, static_cast<int>(size)) == 1 &&
        EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes,
                            bytes->data() + kNonceBytes + size) == 1 &&
        EVP_DecryptFinal_ex(context.get(), reinterpret_cast<unsigned char*>(out.data()) + length,
                            &length) == 1;
    if (!is_fine) return unexpected(wrong);
    return out;
}

}  // namespace kc::access
