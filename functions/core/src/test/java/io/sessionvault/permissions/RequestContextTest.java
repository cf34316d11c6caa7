package io.sessionvault.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is known of a request.
class RequestContextTest {
    @Test
    void knowsValuesAbsentKeysAndNothingElse() {
        var context = RequestContext.UNKNOWN.with("A:b", "1", "2").without("a:none", "a:Tag/*");
        assertThat(context.values("a:b").orElseThrow()).containsExactly("1", "2");
        assertThat(context.values("a:none").orElseThrow()).isEmpty();
        assertThat(context.values("a:tag/x").orElseThrow()).isEmpty();
        assertThat(context.values("a:nonesuch")).isEmpty();
        assertThat(context.values("a:ta")).isEmpty();
    }

    @Test
    void knowsWhatWasSaidLast() {
        var context =
                RequestContext.UNKNOWN.with("a", "1").with("A", "2").with("b", "1").without("B");
        assertThat(context.values("a").orElseThrow()).containsExactly("2");
        assertThat(context.values("b").orElseThrow()).isEmpty();
        assertThat(RequestContext.UNKNOWN.without("*").with("c", "1").values("c").orElseThrow())
                .containsExactly("1");
    }

    @Test
    void equalsWhatKnowsTheSame() {
        var context = RequestContext.UNKNOWN.with("a", "1").without("b*");
        assertThat(context)
                .isEqualTo(RequestContext.UNKNOWN.without("B*").with("A", "1"))
                .hasSameHashCodeAs(RequestContext.UNKNOWN.without("B*").with("A", "1"))
                .isNotEqualTo(RequestContext.UNKNOWN.with("a", "1"))
                .isNotEqualTo(RequestContext.UNKNOWN.with("a", "2").without("b*"))
                .isNotEqualTo("{a=[1]} without [b]")
                .hasToString("{a=[1]} without [b]");
    }
}
