// SPDX-License-Identifier: Apache-2.0
// The tree against the public test vectors of Certificate Transparency, and against the RFC's own
// recursive definition for every size up to some hundreds.
#include "store/merkle.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace kc::store {
namespace {

using namespace std::string_literals;

const std::vector<std::string> kLeaves = {
    ""s,
    "\0"s,
    "\x10"s,
    "\x20\x21"s,
    "\x30\x31"s,
    "\x40\x41\x42\x43"s,
    "\x50\x51\x52\x53\x54\x55\x56\x57"s,
    "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c\x6d\x6e\x6f"s};

const std::vector<std::string> kRoots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

// A log in memory; also the judge, by the definition of RFC 6962 section 2.1.
struct MemoryLog {
    std::vector<Hash> leaves;
    std::vector<Tile> tiles;
    Frontier frontier;

    void append(const Hash& leaf) {
        leaves.push_back(leaf);
        frontier.append(leaf, tiles);
    }

    HashSource source() const {
        return [this](int level, std::int64_t index) -> Result<Hash> {
            if (level == 0) return leaves.at(static_cast<std::size_t>(index));
            for (const Tile& tile : tiles) {
                if (tile.level == level && tile.index == index) return tile.hash;
            }
            ADD_FAILURE() << "no tile " << level << "/" << index;
            return Hash{};
        };
    }

    Hash root_by_definition(std::size_t begin, std::size_t end) const {
        if (begin == end) return empty_root();
        if (end - begin == 1) return leaves[begin];
        std::size_t split = 1;
        while (split * 2 < end - begin) split *= 2;
        return node_hash(root_by_definition(begin, begin + split),
                         root_by_definition(begin + split, end));
    }
};

MemoryLog test_vector_log() {
    MemoryLog log;
    for (const std::string& leaf : kLeaves) log.append(leaf_hash(leaf));
    return log;
}

MemoryLog numbered_log(int size) {
    MemoryLog log;
    for (int i = 0; i < size; ++i) log.append(leaf_hash(std::to_string(i)));
    return log;
}

std::vector<std::string> hex_of(const std::vector<Hash>& hashes) {
    std::vector<std::string> text;
    for (const Hash& hash : hashes) text.push_back(to_hex(hash));
    return text;
}

TEST(Merkle, RootsAreThoseOfThePublicVectors) {
    Frontier frontier;
    std::vector<Tile> tiles;
    EXPECT_EQ(to_hex(frontier.root()), kRoots[0]);
    for (std::size_t i = 0; i < kLeaves.size(); ++i) {
        frontier.append(leaf_hash(kLeaves[i]), tiles);
        EXPECT_EQ(to_hex(frontier.root()), kRoots[i + 1]) << i + 1;
    }
}

TEST(Merkle, InclusionProofsAreThoseOfThePublicVectors) {
    const MemoryLog log = test_vector_log();
    using Proof = std::vector<std::string>;
    EXPECT_EQ(hex_of(*inclusion_proof(0, 8, log.source())),
              (Proof{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex_of(*inclusion_proof(5, 8, log.source())),
              (Proof{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex_of(*inclusion_proof(2, 3, log.source())), (Proof{kRoots[2]}));
    EXPECT_EQ(hex_of(*inclusion_proof(1, 5, log.source())),
              (Proof{kRoots[1], "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, ConsistencyProofsAreThoseOfThePublicVectors) {
    const MemoryLog log = test_vector_log();
    using Proof = std::vector<std::string>;
    EXPECT_EQ(hex_of(*consistency_proof(1, 1, log.source())), Proof{});
    EXPECT_EQ(hex_of(*consistency_proof(1, 8, log.source())),
              (Proof{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                     "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
    EXPECT_EQ(hex_of(*consistency_proof(6, 8, log.source())),
              (Proof{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                     "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                     "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
    EXPECT_EQ(hex_of(*consistency_proof(2, 5, log.source())),
              (Proof{"5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                     "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"}));
}

TEST(Merkle, RootAndFrontierAgreeWithTheDefinitionAcrossTileEdges) {
    MemoryLog log;
    for (int size = 1; size <= 600; ++size) {
        log.append(leaf_hash(std::to_string(size)));
        if (size % 7 != 0 && size % 256 > 2 && size % 256 < 254) continue;
        const Hash expected = log.root_by_definition(0, log.leaves.size());
        ASSERT_EQ(log.frontier.root(), expected) << size;
        ASSERT_EQ(frontier_of(size, log.source())->root(), expected) << size;
    }
    ASSERT_EQ(log.tiles.size(), 2U);
    EXPECT_EQ(log.tiles[1], (Tile{1, 1, log.root_by_definition(256, 512)}));
}

TEST(Merkle, EveryInclusionProofHoldsAndNoOtherLeafFits) {
    const MemoryLog log = numbered_log(70);
    for (std::int64_t size = 1; size <= 70; ++size) {
        const Hash root = log.root_by_definition(0, static_cast<std::size_t>(size));
        for (std::int64_t index = 0; index < size; ++index) {
            const std::vector<Hash> proof = *inclusion_proof(index, size, log.source());
            const Hash leaf = log.leaves[static_cast<std::size_t>(index)];
            ASSERT_TRUE(proves_inclusion(leaf, index, size, root, proof)) << index << "/" << size;
            ASSERT_FALSE(proves_inclusion(leaf_hash("other"), index, size, root, proof));
            if (index > 0) {
                ASSERT_FALSE(proves_inclusion(leaf, index - 1, size, root, proof));
            }
            if (!proof.empty()) {
                ASSERT_FALSE(proves_inclusion(leaf, index, size, root,
                                              std::span(proof).first(proof.size() - 1)));
            }
        }
    }
}

TEST(Merkle, EveryConsistencyProofHoldsAndNoOtherHistoryFits) {
    const MemoryLog log = numbered_log(70);
    for (std::int64_t size = 1; size <= 70; ++size) {
        const Hash root = log.root_by_definition(0, static_cast<std::size_t>(size));
        for (std::int64_t old_size = 1; old_size <= size; ++old_size) {
            const Hash old_root = log.root_by_definition(0, static_cast<std::size_t>(old_size));
            const std::vector<Hash> proof = *consistency_proof(old_size, size, log.source());
            ASSERT_TRUE(proves_consistency(old_size, old_root, size, root, proof))
                << old_size << "/" << size;
            ASSERT_FALSE(proves_consistency(old_size, leaf_hash("x"), size, root, proof));
            ASSERT_FALSE(proves_consistency(old_size, old_root, size, leaf_hash("x"), proof));
            if (old_size > 1) {
                ASSERT_FALSE(proves_consistency(old_size - 1, old_root, size, root, proof));
            }
        }
    }
}

}  // namespace
}  // namespace kc::store
