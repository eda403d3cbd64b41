package org.onsager.numerics;

/// Philox 4x32: a keyed bijection of 128-bit counters built from ten rounds of 32-bit multiplications, whose
/// every output is as good as random. One object holds the two 64-bit halves of the last block that it computed.
///
/// A counter \((c_0, c_1, c_2, c_3)\) and key \((k_0, k_1)\) of 32-bit words are passed as longs, the lower word
/// first: `counterLow` \(= c_0 + 2^{32} c_1\), `counterHigh` \(= c_2 + 2^{32} c_3\), `key` \(= k_0 + 2^{32}
/// k_1\); the output likewise. Cost: twenty multiplications a block.
///
/// Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, *Parallel random numbers: as easy as 1, 2, 3*,
/// SC11; known answers in Random123's `kat_vectors`.
final class Philox {
    static final int ROUNDS = 10;
    static final long MULTIPLIER_0 = 0xD2511F53L;
    static final long MULTIPLIER_1 = 0xCD9E8D57L;
    static final long WEYL_0 = 0x9E3779B9L;
    static final long WEYL_1 = 0xBB67AE85L;
    static final long MASK = 0xFFFFFFFFL;

    /// Output words 0 and 1.
    long low;

    /// Output words 2 and 3.
    long high;

    /// Computes the block of `counter` under `key` with the standard ten rounds.
    void generate(long key, long counterLow, long counterHigh) {
        generate(key, counterLow, counterHigh, ROUNDS);
    }

    /// Computes the block with another number of rounds; seven are the fewest that pass the batteries of the
    /// paper.
    void generate(long key, long counterLow, long counterHigh, int rounds) {
        long c0 = counterLow & MASK, c1 = counterLow >>> 32;
        long c2 = counterHigh & MASK, c3 = counterHigh >>> 32;
        long k0 = key & MASK, k1 = key >>> 32;
        for (int round = 0; round < rounds; round++) {
            long product0 = c0 * MULTIPLIER_0;
            long product1 = c2 * MULTIPLIER_1;
            c0 = (product1 >>> 32) ^ c1 ^ k0;
            c1 = product1 & MASK;
            c2 = (product0 >>> 32) ^ c3 ^ k1;
            c3 = product0 & MASK;
            k0 = (k0 + WEYL_0) & MASK;
            k1 = (k1 + WEYL_1) & MASK;
        }
        low = c0 | c1 << 32;
        high = c2 | c3 << 32;
    }
}
