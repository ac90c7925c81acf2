// SPDX-License-Identifier: Apache-2.0
// An office on the pack of Xuancheng in a folder of its own, served on a free port, with a clock
// that only the test moves.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "http_client.hpp"
#include "office/sample_city.hpp"
#include "server/site.hpp"

namespace kc::test {

// Noon of 15 July 2024 in China.
inline constexpr std::int64_t kSummer2024 = 1'721'016'000'000'000;

class RunningOffice {
public:
    explicit RunningOffice(server::HttpOptions options = {}, access::FactorPolicy factors = {});
    // On the sample city instead, as it stands on that day: its counties are 999901 to 999907, and
    // 999907 has not begun the sheet of the month before. `more` is a further file of its pack.
    explicit RunningOffice(const office::SampleOptions& sample, const std::string& more = {});
    ~RunningOffice();

    // Makes the four administrators.
    void set_up();
    // The cookie and the token for changes, as headers.
    std::map<std::string, std::string> sign_in(const std::string& name);

    // Somebody with a role of the pack, confirmed where it has to be, e.g.
    // person("li", "role.county_clerk", R"("units":["341802"])"). Needs set_up().
    std::map<std::string, std::string> person(const std::string& name, const std::string& role,
                                              const std::string& scope);
    // The same by steps: an account without any role, and its session.
    void make_account(const std::string& name);
    std::map<std::string, std::string> session_of(const std::string& name);

    Reply get(const std::string& path, std::map<std::string, std::string> headers = {});
    // With a fresh Idempotency-Key unless there is one.
    Reply post(const std::string& path, const std::string& body,
               std::map<std::string, std::string> headers = {});

    void pass(std::int64_t seconds) { *now_us_ += seconds * 1'000'000; }
    [[nodiscard]] std::uint16_t port() const { return port_; }
    server::Site& site() { return *site_; }
    server::HttpServer& http() { return *http_; }
    // Stops and waits.
    void stop();

private:
    void open(const std::string& pack_folder, const std::string& database,
              server::HttpOptions options, access::FactorPolicy factors);
    std::map<std::string, std::string> session(const std::string& name,
                                               const std::string& password);

    std::filesystem::path folder_;
    std::shared_ptr<std::atomic<std::int64_t>> now_us_;
    std::unique_ptr<office::Office> office_;
    std::unique_ptr<server::Site> site_;
    std::unique_ptr<server::HttpServer> http_;
    std::uint16_t port_ = 0;
    std::thread thread_;
    int keys_ = 0;
};

// -1 for what is no whole number.
int whole_number(std::string_view text);

// Of a fictitious firm, with the check sign of GB 32100-2015.
std::string credit_code(int number);

inline const std::string kPassword = "quite a long phrase of ";

}  // namespace kc::test
