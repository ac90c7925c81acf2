// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "fault_disk.hpp"

namespace kc::store::test {
namespace {

constexpr std::size_t kSectorBytes = 512;  // what a disk writes whole or not at all

void write_at(std::vector<std::uint8_t>& file, std::size_t offset, const std::uint8_t* bytes,
              std::size_t size) {
    if (file.size() < offset + size) file.resize(offset + size, 0);
    std::copy_n(bytes, size, file.begin() + static_cast<std::ptrdiff_t>(offset));
}

void apply(const DiskEvent& event, std::vector<std::uint8_t>& file) {
    const auto offset = static_cast<std::size_t>(event.offset);
    if (event.kind == DiskEvent::Kind::truncate) {
        file.resize(offset, 0);
    } else {
        write_at(file, offset, event.bytes.data(), event.bytes.size());
    }
}

// Each sector of it got there or did not.
void tear(const DiskEvent& event, std::vector<std::uint8_t>& file, std::mt19937_64& random) {
    if (event.kind == DiskEvent::Kind::truncate) return;
    const auto offset = static_cast<std::size_t>(event.offset);
    for (std::size_t begin = 0; begin < event.bytes.size();) {
        const std::size_t to_edge = kSectorBytes - (offset + begin) % kSectorBytes;
        const std::size_t size = std::min(to_edge, event.bytes.size() - begin);
        if (random() % 2 == 0) write_at(file, offset + begin, event.bytes.data() + begin, size);
        begin += size;
    }
}

}  // namespace

void PowerCut::take(const DiskEvent& event) {
    if (event.kind == DiskEvent::Kind::mark) return;
    File& file = files_[event.file];
    switch (event.kind) {
        case DiskEvent::Kind::write:
        case DiskEvent::Kind::truncate: file.unsynced.push_back(&event); break;
        case DiskEvent::Kind::sync:
            for (const DiskEvent* write : file.unsynced) apply(*write, file.durable);
            file.unsynced.clear();
            file.is_there = true;
            break;
        case DiskEvent::Kind::remove: file = {}; break;
        case DiskEvent::Kind::mark: break;
    }
}

DiskImage PowerCut::image_after(std::size_t count, std::mt19937_64& random) {
    while (taken_ < count) take((*events_)[taken_++]);
    DiskImage image;
    // Some cuts lose everything that was not synced, some nothing, most a part.
    const std::uint64_t mood = random() % 8;
    for (const auto& [name, file] : files_) {
        std::vector<std::uint8_t> content = file.durable;
        for (const DiskEvent* event : file.unsynced) {
            const std::uint64_t fate = mood == 0 ? 0 : mood == 1 ? 1 : random() % 3;
            if (fate == 1) apply(*event, content);
            if (fate == 2) tear(*event, content, random);
        }
        if (file.is_there || !content.empty()) image.emplace(name, std::move(content));
    }
    return image;
}

void put_on_disk(const DiskImage& image, const std::string& recorded, const std::string& path) {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        std::filesystem::remove(path + suffix);
    }
    for (const auto& [name, content] : image) {
        if (!name.starts_with(recorded)) continue;  // what has no name is gone with its process
        std::ofstream file(path + name.substr(recorded.size()), std::ios::binary);
        file.write(reinterpret_cast<const char*>(content.data()),
                   static_cast<std::streamsize>(content.size()));
    }
}

}  // namespace kc::store::test
