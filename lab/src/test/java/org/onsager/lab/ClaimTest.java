package org.onsager.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class ClaimTest {
    private static final Statement STATEMENT = new Statement("T1", "two is two", "2", "arithmetic");

    private static Claim claim(Check... checks) {
        return new Claim(STATEMENT, java.util.List.of(checks), "");
    }

    @Test
    void a_claim_holds_only_if_all_its_checks_hold() {
        var good = new Check.Value("two", 2, 2.05, 0.1);
        var bad = new Check.Value("three", 3, 3.2, 0.1);
        assertThat(claim(good).verdict()).isEqualTo(Verdict.REPRODUCED);
        assertThat(claim(good, bad).verdict()).isEqualTo(Verdict.NOT_REPRODUCED);
        assertThat(claim(good, bad).tightest()).contains(bad);
        assertThat(Claim.untested(STATEMENT, "no data").verdict()).isEqualTo(Verdict.NOT_TESTED);
    }

    @Test
    void not_a_number_never_reproduces_anything() {
        assertThat(new Check.Value("x", 1, Double.NaN, 1e9).holds()).isFalse();
        assertThat(new Check.Estimate("x", 1, Double.NaN, 1, 10, 4, 0).holds()).isFalse();
        assertThat(new Check.Estimate("x", 1, 1, Double.NaN, 10, 4, 0).holds()).isFalse();
        assertThat(new Check.Within("x", 0, 1, Double.NaN).holds()).isFalse();
        assertThat(new Check.Increasing("x", new double[] {0, Double.NaN, 1}, 1).holds())
                .isFalse();
    }

    @Test
    void an_estimate_tolerates_its_standard_errors_and_its_stated_bias() {
        assertThat(new Check.Estimate("x", 1, 1.3, 0.1, 9, 4, 0).holds()).isTrue();
        assertThat(new Check.Estimate("x", 1, 1.45, 0.1, 9, 4, 0).holds()).isFalse();
        assertThat(new Check.Estimate("x", 1, 1.45, 0.1, 9, 4, 0.1).holds()).isTrue();
    }

    @Test
    void strain_is_at_most_one_exactly_where_a_check_holds() {
        for (var measured : new double[] {2, 2.05, 2.1, 2.100001, 5, Double.POSITIVE_INFINITY}) {
            var check = new Check.Value("two", 2, measured, 0.1);
            assertThat(check.strain() <= 1).isEqualTo(check.holds());
        }
        var exact = new Check.Value("zero tolerance", 2, 3, 0);
        assertThat(exact.strain()).isGreaterThan(1);
    }

    @Test
    void one_number_alone_is_not_increasing() {
        assertThat(new Check.Increasing("x", new double[] {1}, 0).holds()).isFalse();
        assertThat(new Check.Increasing("x", new double[] {1, 2, 1.95}, 0.1).holds())
                .isTrue();
    }

    @Test
    void a_draft_without_checks_cannot_be_handed_in() {
        var claims = new ArrayList<Claim>();
        var draft = new Claim.Draft(STATEMENT, claims::add);
        assertThatThrownBy(() -> draft.done("nothing")).hasMessage("claim T1 has no check");
        draft.number("two", 2, 2, 0).done("counted");
        assertThat(claims).hasSize(1);
    }
}
