// SPDX-License-Identifier: Apache-2.0
// `kechuang serve` as a process of its own: started, asked over HTTP, told to stop, killed.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "http_client.hpp"

namespace kc::test {

using Headers = std::map<std::string, std::string>;

// A folder of its own, removed at the end.
class WorkFolder {
public:
    WorkFolder();
    ~WorkFolder();
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    [[nodiscard]] std::string operator/(const std::string& name) const {
        return (path_ / name).string();
    }
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

// One for the test that runs: a file in the folder, or a schema of the tests' server.
std::string database_in(const WorkFolder& folder, const std::string& name);

class OfficeProcess {
public:
    // Serves the pack of Xuancheng; `words` are further arguments, `environment` further settings
    // ("NAME=value"). Waits until it answers.
    OfficeProcess(const WorkFolder& folder, std::string name, const std::string& database,
                  std::vector<std::string> words = {}, std::vector<std::string> environment = {});
    ~OfficeProcess();  // kills
    OfficeProcess(const OfficeProcess&) = delete;
    OfficeProcess& operator=(const OfficeProcess&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    [[nodiscard]] std::uint16_t monitor_port() const { return monitor_port_; }
    [[nodiscard]] bool is_open() const { return port_ != 0; }
    // What it has said so far, both streams.
    [[nodiscard]] std::string said() const;

    void signal(int number) const;
    // The exit code, or 128 + signal.
    int wait();
    void kill();

    Reply get(const std::string& path, Headers headers = {}) const;
    // With a fresh Idempotency-Key unless there is one.
    Reply send(const std::string& method, const std::string& path, const std::string& body,
               Headers headers = {}) const;
    Reply post(const std::string& path, const std::string& body, Headers headers = {}) const {
        return send("POST", path, body, std::move(headers));
    }
    [[nodiscard]] std::string metrics() const;

    // Makes the four administrators, named by the first word of their role.
    void set_up() const;
    // The cookies and the token for changes, as headers.
    [[nodiscard]] Headers sign_in(const std::string& name) const;
    [[nodiscard]] Headers sign_in(const std::string& name, const std::string& password) const;
    // Makes somebody with a role of the pack, confirmed where it has to be, e.g.
    // make_person("li", "role.county_clerk", R"("units":["341802"])"). Needs set_up().
    void make_person(const std::string& name, const std::string& role,
                     const std::string& scope) const;

private:
    std::string output_;
    pid_t child_ = -1;
    std::uint16_t port_ = 0;
    std::uint16_t monitor_port_ = 0;
};

std::string password_of(const std::string& name);

// Runs a program to its end; its exit code, or 128 + signal.
int run_program(std::vector<std::string> words);

// The value of the one sample with this name and labels, as written; empty when there is none.
std::string sample(const std::string& metrics, const std::string& name_and_labels);

}  // namespace kc::test
