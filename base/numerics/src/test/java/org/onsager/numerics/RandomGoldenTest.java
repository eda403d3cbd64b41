package org.onsager.numerics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The bits of `philox4x32-10/v1`, frozen. If one of these fails, old seeds mean something new: never edit the
/// numbers; give the changed scheme a new [RandomStream#VERSION].
///
/// Keys, words and uniforms were computed a second time by a few lines of Python with unbounded integers,
/// straight from the definitions in [RandomStream]'s doc comment, and agree in every bit; the normals were
/// computed a second time with 40 digits, and are within two units in the last place of the exact transform. The
/// draws of [#draws_of_every_distribution()] are what the first release gives.
class RandomGoldenTest {
    private static final RandomStream ROOT = RandomStream.of(42);
    private static final RandomStream STREAM = ROOT.split("particles").at(17);

    @Test
    void version_has_its_name() {
        assertThat(RandomStream.VERSION).isEqualTo("philox4x32-10/v1");
    }

    @Test
    void keys_and_first_words() {
        assertStream(RandomStream.of(0), 0xe220a8397b1dcdafL, 0, 0x24cbd2fba9e39636L);
        assertStream(ROOT, 0xbdd732262feb6e95L, 0, 0x4306b273a1d7a484L);
        assertStream(ROOT.split("particles"), 0x9cea9ced253cb22eL, 0, 0x11fd0fca6bd83193L);
        assertStream(STREAM, 0x16d1e0df0b6d6448L, 17, 0x16c388284643ac0bL);
        assertStream(STREAM.at(0).split("ä"), 0x47b935cce5c64d63L, 0, 0xdd590caee18bfc00L);
    }

    private static void assertStream(RandomStream stream, long key, long index, long firstWord) {
        assertThat(stream.key()).isEqualTo(key);
        assertThat(stream.index()).isEqualTo(index);
        assertThat(stream.generator().nextLong()).isEqualTo(firstWord);
    }

    @Test
    void uniforms() {
        var u = new double[4];
        STREAM.fillUniform(u);
        assertThat(u)
                .containsExactly(0x1.6c388284643a8p-4, 0x1.d9485e0b96d7p-5, 0x1.49d648cd2ce8cp-3, 0x1.0c1efe94546adp-1);
    }

    @Test
    void normals() {
        var z = new double[6];
        STREAM.fillNormal(z);
        assertThat(z)
                .containsExactly(
                        0x1.5a0edb6fe7231p-5,
                        0x1.ea45adaf9dfd5p0,
                        -0x1.8d2f1e15b1206p-2,
                        -0x1.4f94294dee35fp-2,
                        -0x1.7b9bdc42417f2p0,
                        0x1.bee2b72c76b54p0);
        STREAM.fillNormal(z, 0, 2, 1L << 40);
        assertThat(z[0]).isEqualTo(0x1.c115166644eb2p-1);
        assertThat(z[1]).isEqualTo(-0x1.0fe16512071f6p-1);
    }

    @Test
    void draws_of_every_distribution() {
        var source = STREAM.generator();
        assertThat(source.nextInt(1_000_000)).isEqualTo(88921);
        assertThat(source.nextLong(1L << 60)).isEqualTo(66608616371350353L);
        assertThat(source.nextFloat()).isEqualTo(0x1.49d648p-3f);
        assertThat(source.nextRademacher()).isEqualTo(1);
        assertThat(source.nextExponential()).isEqualTo(0x1.67816750a548ap0);
        assertThat(source.nextGamma(2.5)).isEqualTo(0x1.78b0e870dbac2p2);
        assertThat(source.nextGamma(0.3)).isEqualTo(0x1.6aea8ffcace28p-9);
        assertThat(source.nextBeta(0.5, 2)).isEqualTo(0x1.85581e3a70a23p-3);
        assertThat(source.nextBeta(3, 2)).isEqualTo(0x1.6cc1587a56292p-2);
        assertThat(source.nextPoisson(3)).isEqualTo(3);
        assertThat(source.nextPoisson(1e9)).isEqualTo(999999957);
        assertThat(source.nextBinomial(20, 0.3)).isEqualTo(6);
        assertThat(source.nextBinomial(1_000_000, 0.6)).isEqualTo(599825);
        assertThat(source.nextCategorical(new double[] {1, 2, 3, 4})).isEqualTo(0);
        assertThat(AliasTable.of(1, 2, 3, 4).draw(source)).isEqualTo(2);
        assertThat(source.permutation(8)).containsExactly(7, 2, 0, 5, 6, 3, 4, 1);
        assertThat(source.choose(1000, 5)).containsExactly(121, 393, 402, 555, 963);
        assertThat(source.choose(9, 4)).containsExactly(0, 3, 4, 8);
        assertThat(source.position()).isEqualTo(45);
    }
}
