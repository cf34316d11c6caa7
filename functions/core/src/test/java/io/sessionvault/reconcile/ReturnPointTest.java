package io.sessionvault.reconcile;

import static io.sessionvault.Examples.IRELAND;
import static org.assertj.core.api.Assertions.assertThat;

import io.sessionvault.preferences.PreferencesDocument;
import io.sessionvault.preferences.VersionName;
import io.sessionvault.reconcile.ObservedHistory.Present;
import io.sessionvault.reconcile.ObservedHistory.Text;
import io.sessionvault.reconcile.ObservedHistory.Version;
import io.sessionvault.reconcile.ReturnPoint.NoDocument;
import io.sessionvault.reconcile.ReturnPoint.Nothing;
import io.sessionvault.reconcile.ReturnPoint.OfVersion;
import io.sessionvault.reconcile.ReturnPoint.Unclear;
import io.sessionvault.reconcile.ReturnPoint.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a Region gets back, by the names of the versions of its document.
class ReturnPointTest {
    private static final DesiredAccount DESIRED = Desires.member();
    private static final VaultPlaces VAULT = VaultPlaces.of(DESIRED);

    /// The text of a document that is logged to the vault.
    static final Text VAULTS =
            new Text(
                    "{}", Optional.of(PreferencesDocument.create(DESIRED.settings(IRELAND, true))));

    /// The text of a team's document.
    static final Text TEAMS =
            new Text(
                    "{\"inputs\": {}}",
                    Optional.of(Map.of("inputs", Map.of("idleSessionTimeout", "45"))));

    /// Versions by number and name, a dash for none; the newest is the default.
    static Present history(String versions, Text newest) {
        List<Version> list = new ArrayList<>();
        for (String version : versions.split(" ", -1)) {
            String[] parts = version.split(":", -1);
            list.add(
                    new Version(
                            parts[0],
                            VersionName.origin(
                                    Optional.of(parts[1]).filter(name -> !name.equals("-"))),
                            Optional.empty()));
        }
        String number = list.getLast().number();
        return new Present(list, number, number, Map.of(number, newest));
    }

    @ParameterizedTest
    @CsvSource({
        "1:session-vault-first, none",
        "1:session-vault-first 2:session-vault-after-1, none",
        "1:- 2:session-vault-after-1, 1",
        "1:- 2:- 3:session-vault-after-2 4:session-vault-after-3, 2",
        "4:own-name 7:session-vault-after-4.2, 4",
        "1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2 4:session-vault-after-3, 3",
        "1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2 4:- 5:session-vault-after-4, 4",
        "1:session-vault-after-9 2:session-vault-returned-1-after-1 3:session-vault-after-2, 2",
        "1:- 2:session-vault-after-1 3:session-vault-rolled-back-after-2, 1",
        "1:- 2:session-vault-after-1 3:session-vault-rolled-back-after-2.3 4:session-vault-after-3, 1",
        "1:session-vault-first 2:session-vault-rolled-back-after-1, none",
        "1:- 2:session-vault-after-1 3:session-vault-after-2-default-1, 1",
    })
    void theTextBeforeTheVaultsFirstVersionComesBack(String versions, String wanted) {
        assertThat(ReturnPoint.of(VAULT, history(versions, VAULTS), Optional.empty()))
                .isEqualTo(wanted.equals("none") ? new NoDocument() : new OfVersion(wanted));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1:- 2:session-vault-after-1 3:-; others wrote version 3 after the vault's first version 2",
                "1:session-vault-first 2:x 3:session-vault-after-2 4:y;"
                        + " others wrote version 2, 4 after the vault's first version 1",
                "2:session-vault-after-1; the vault's first version 2 was made from version 1,"
                        + " and the version before it is gone",
                "3:session-vault-rolled-back-after-2; the vault's first version 3 was made from"
                        + " version 2, and the version before it is gone",
                "1:- 3:session-vault-after-2; the vault's first version 3 was made from version 2,"
                        + " and the version before it is 1",
                "1:- 2:- 3:session-vault-after-2-default-1; before the vault's first version 3 version 1 was"
                        + " the default and 2 the newest, and which of them sessions used is not known",
                "1:- 2:session-vault-first; the vault's first version 2 was the document's first one,"
                        + " and the version before it is 1",
                "1:- 2:-; the document names the vault, and no version has a name that the vault gives,"
                        + " so which of 1, 2 is the account's own is not known",
            })
    void whereTheNamesDoNotTellAPersonHasTo(String versions, String reason) {
        assertThat(ReturnPoint.of(VAULT, history(versions, VAULTS), Optional.empty()))
                .isEqualTo(new Unclear(reason));
    }

    @ParameterizedTest
    @CsvSource({
        "1:-",
        "1:- 2:x",
        "1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2",
        "1:- 2:session-vault-after-1 3:session-vault-returned-1-after-2 4:-",
    })
    void aDocumentWithNothingOfTheVaultStays(String versions) {
        assertThat(ReturnPoint.of(VAULT, history(versions, TEAMS), Optional.empty()))
                .isEqualTo(new Nothing());
    }

    @Test
    void whereThereIsNoDocumentNothingComesBack() {
        ObservedHistory absent = new ObservedHistory.Absent();

        assertThat(ReturnPoint.of(VAULT, absent, Optional.empty())).isEqualTo(new Nothing());
        assertThat(ReturnPoint.of(VAULT, absent, Optional.of(new Wish.NoDocument())))
                .isEqualTo(new Nothing());
    }

    @Test
    void aWishGoesBeforeTheNames() {
        Present unclear = history("1:- 2:session-vault-after-1 3:-", VAULTS);

        assertThat(ReturnPoint.of(VAULT, unclear, Optional.of(new Wish.OfVersion("1"))))
                .isEqualTo(new OfVersion("1"));
        assertThat(ReturnPoint.of(VAULT, unclear, Optional.of(new Wish.OfVersion("3"))))
                .isEqualTo(new Nothing());
        assertThat(ReturnPoint.of(VAULT, unclear, Optional.of(new Wish.NoDocument())))
                .isEqualTo(new NoDocument());
        assertThat(ReturnPoint.of(VAULT, unclear, Optional.of(new Wish.OfVersion("7"))))
                .isEqualTo(new Unclear("there is no version 7, only 1, 2, 3"));
    }

    @Test
    void aWishThatWasGrantedIsNotGrantedTwice() {
        Present back = history("1:- 2:- 3:session-vault-returned-1-after-2", TEAMS);

        assertThat(ReturnPoint.of(VAULT, back, Optional.of(new Wish.OfVersion("1"))))
                .isEqualTo(new Nothing());
        assertThat(ReturnPoint.of(VAULT, back, Optional.of(new Wish.OfVersion("2"))))
                .isEqualTo(new OfVersion("2"));
    }
}
