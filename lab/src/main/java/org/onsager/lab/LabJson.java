package org.onsager.lab;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Claims and figures as JSON: the records as they are, with a `kind` where there are several, NaN and infinities
/// as words, every digit of a number.
final class LabJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Check.class, Kinds.class)
            .addMixIn(Figure.Trace.class, Kinds.class)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final JsonMapper INDENTED =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private LabJson() {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface Kinds {}

    private record StoredClaim(Statement statement, List<Check> checks, String note, String verdict) {}

    static String claims(List<Claim> claims) {
        return INDENTED.writeValueAsString(claims.stream()
                        .map(claim -> new StoredClaim(
                                claim.statement(),
                                claim.checks(),
                                claim.note(),
                                claim.verdict().word()))
                        .toList())
                + "\n";
    }

    /// @throws IllegalArgumentException saying in one line what is wrong
    static List<Claim> claims(byte[] json) {
        try {
            return MAPPER.readValue(json, new TypeReference<List<StoredClaim>>() {}).stream()
                    .map(stored -> new Claim(stored.statement(), stored.checks(), stored.note()))
                    .toList();
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException(
                    "claims.json is not whole or not a list of claims (%d bytes)".formatted(json.length), e);
        }
    }

    static String figure(Figure figure) {
        return MAPPER.writeValueAsString(figure) + "\n";
    }

    /// @throws IllegalArgumentException saying in one line what is wrong
    static Figure figure(byte[] json) {
        try {
            return MAPPER.readValue(json, Figure.class);
        } catch (JacksonException | NullPointerException e) {
            throw new IllegalArgumentException("it is not whole or not a figure (%d bytes)".formatted(json.length), e);
        }
    }

    /// @throws IllegalArgumentException if it is not whole
    static List<Stages.Account> accounts(byte[] json) {
        try {
            return MAPPER.readValue(json, new TypeReference<List<Stages.Account>>() {});
        } catch (JacksonException e) {
            throw new IllegalArgumentException("stages.json is not whole", e);
        }
    }

    static List<KnownData> knownData(byte[] json) {
        return MAPPER.readValue(json, new TypeReference<List<KnownData>>() {});
    }

    /// Any tree of maps, lists, numbers and words.
    static String document(Object tree) {
        return INDENTED.writeValueAsString(tree);
    }
}
