// SPDX-License-Identifier: Apache-2.0
#include "running_office.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include <charconv>
#include <fstream>

#include "access/accounts.hpp"
#include "base/check.hpp"
#include "office/sample_office.hpp"
#include "store/test_support.hpp"

namespace kc::test {
namespace {

std::filesystem::path fresh_folder() {
    static std::atomic<int> counter = 0;
    const auto folder = std::filesystem::temp_directory_path() /
                        fmt::format("kechuang-test-{}-{}", ::getpid(), ++counter);
    std::filesystem::create_directories(folder);
    return folder;
}

std::string database_in(const std::filesystem::path& folder) {
    if (!store::test::is_on_postgres()) return (folder / "office.db").string();
    return store::test::TempFolder().database("office");
}

// Of the sample's day, in China.
std::int64_t noon(const office::SampleOptions& sample) {
    constexpr std::int64_t kHourUs = 3'600'000'000;
    return (std::int64_t{sample.today.days_since_1970()} * 24 + 4) * kHourUs;
}

// Not the name itself, which a password may not contain.
std::string password_of(const std::string& name) {
    return "four unrelated words, and " + std::string(name.rbegin(), name.rend());
}

}  // namespace

RunningOffice::RunningOffice(server::HttpOptions options, access::FactorPolicy factors)
    : folder_(fresh_folder()), now_us_(std::make_shared<std::atomic<std::int64_t>>(kSummer2024)) {
    open(KC_SOURCE_DIR "/packs/xuancheng-2024", database_in(folder_), std::move(options), factors);
}

RunningOffice::RunningOffice(const office::SampleOptions& sample, const std::string& more)
    : folder_(fresh_folder()), now_us_(std::make_shared<std::atomic<std::int64_t>>(noon(sample))) {
    const auto pack = folder_ / "pack";
    std::filesystem::create_directories(pack);
    for (const pack::TextFile& file : office::sample_pack(sample))
        std::ofstream(pack / file.path) << file.text;
    if (!more.empty()) std::ofstream(pack / "more.yaml") << more;
    const std::string database = database_in(folder_);
    const store::Clock clock = [now = now_us_] { return now->load(); };
    KC_CHECK(
        office::fill_sample_office(database, pack.string(), sample, {.clock = clock}).has_value());
    open(pack.string(), database, {}, {});
}

void RunningOffice::open(const std::string& pack_folder, const std::string& database,
                         server::HttpOptions options, access::FactorPolicy factors) {
    const store::Clock clock = [now = now_us_] { return now->load(); };
    auto office = office::Office::open({.pack_folder = pack_folder,
                                        .database = database,
                                        .files_folder = (folder_ / "office.db.files").string(),
                                        .clock = clock,
                                        .schemas = {access::access_schema()}});
    KC_CHECK(office.has_value());
    office_ = std::move(*office);
    site_ = std::make_unique<server::Site>(
        *office_, server::Assets(),
        server::SiteOptions{.version = "test", .clock = clock, .factors = factors});
    http_ = std::make_unique<server::HttpServer>(site_->application(), std::move(options));
    const auto port = http_->listen();
    KC_CHECK(port.has_value());
    port_ = *port;
    thread_ = std::thread([this] { http_->run(); });
}

RunningOffice::~RunningOffice() {
    stop();
    http_.reset();
    site_.reset();
    office_.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
}

void RunningOffice::stop() {
    http_->stop();
    if (thread_.joinable()) thread_.join();
}

void RunningOffice::set_up() {
    std::string body = R"({"administrators":[)";
    for (const access::Role role : access::kAdministrators) {
        const std::string_view word = access::to_string(role);
        const std::string_view name = word.substr(0, word.find('_'));
        if (body.back() != '[') body += ',';
        body += fmt::format(R"({{"role":"{}","name":"{}","password":"{}{:d}"}})", word, name,
                            kPassword, static_cast<int>(role));
    }
    KC_CHECK(post("/api/v1/setup", body + "]}").status == 201);
}

std::map<std::string, std::string> RunningOffice::sign_in(const std::string& name) {
    const auto role = access::parse_role(name + "_administrator");
    KC_CHECK(role.has_value());
    return session(name, fmt::format("{}{:d}", kPassword, static_cast<int>(*role)));
}

void RunningOffice::make_account(const std::string& name) {
    KC_CHECK(post("/api/v1/users",
                  fmt::format(R"({{"name":"{}","password":"{}"}})", name, password_of(name)),
                  sign_in("system"))
                 .status == 201);
}

std::map<std::string, std::string> RunningOffice::session_of(const std::string& name) {
    return session(name, password_of(name));
}

std::map<std::string, std::string> RunningOffice::person(const std::string& name,
                                                         const std::string& role,
                                                         const std::string& scope) {
    make_account(name);
    const Reply granted =
        post(fmt::format("/api/v1/users/{}/grants", name),
             fmt::format(R"({{"role":"{}",{}}})", role, scope), sign_in("security"));
    KC_CHECK(granted.status == 201);
    if (granted.json().find("state")->text == "waiting")
        post(fmt::format("/api/v1/grants/{}/confirmation", granted.json().find("number")->text), "",
             sign_in("business"));
    return session_of(name);
}

std::map<std::string, std::string> RunningOffice::session(const std::string& name,
                                                          const std::string& password) {
    const Reply reply =
        post("/api/v1/session", fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
    KC_CHECK(reply.status == 200);
    const std::string cookie = reply.header("set-cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))},
            {"X-CSRF-Token", reply.json().find("csrf_token")->text}};
}

Reply RunningOffice::get(const std::string& path, std::map<std::string, std::string> headers) {
    return ask(port_, {.path = path, .headers = std::move(headers)});
}

Reply RunningOffice::post(const std::string& path, const std::string& body,
                          std::map<std::string, std::string> headers) {
    headers.emplace("Idempotency-Key", fmt::format("test-key-{}", ++keys_));
    headers.emplace("Content-Type", "application/json");
    return ask(port_,
               {.method = "POST", .path = path, .body = body, .headers = std::move(headers)});
}

int whole_number(std::string_view text) {
    int number = -1;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc() && read.ptr == text.data() + text.size() ? number : -1;
}

std::string credit_code(int number) {
    constexpr std::string_view kSigns = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const std::string body = fmt::format("91341802{:09d}", number);
    std::size_t sum = 0;
    std::size_t weight = 1;
    for (const char sign : body) {
        sum += kSigns.find(sign) * weight;
        weight = weight * 3 % 31;
    }
    return body + kSigns[(31 - sum % 31) % 31];
}

}  // namespace kc::test
