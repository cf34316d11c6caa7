package io.sessionvault.local.aws.belief;

/// The behaviour of AWS that nobody could verify: a switch for each, to be turned at any time. What
/// stands on one of them has to be right under every answer of it.
public final class Beliefs {
    /// What `SimulatePrincipalPolicy` says about a resource whose ARN names another account.
    ///
    /// The user guide says that the simulator does not support cross-account access for roles and
    /// users; what it answers instead is not documented.
    ///
    /// Source: facts 9.1; IAM user guide, "IAM policy testing with the IAM policy simulator".
    public enum ForeignSimulation {
        /// The caller's own policies decide, as for a resource of the same account.
        BY_OWN_POLICIES,
        /// `implicitDeny`, whatever the policies say.
        IMPLICIT_DENY
    }

    /// Which customer managed policies `GetAccountAuthorizationDetails` lists under
    /// `LocalManagedPolicy`.
    ///
    /// The API reference speaks of all policies of the account and does not mention those that are
    /// attached to nobody.
    ///
    /// Source: facts 9.1; IAM API reference, `GetAccountAuthorizationDetails`.
    public enum UnattachedPolicies {
        /// All, also those that are attached to nobody.
        LISTED,
        /// Only those that are attached to somebody or are somebody's boundary.
        OMITTED
    }

    /// Which policies of AWS `GetAccountAuthorizationDetails` lists under `AWSManagedPolicy`.
    ///
    /// Source: IAM API reference, `GetAccountAuthorizationDetails`, does not say.
    public enum AwsPolicies {
        /// Only those that are attached to somebody or are somebody's boundary.
        IN_USE,
        /// All that there are.
        ALL
    }

    /// Which status `DescribeSessions` gives to a session that its target has refused.
    ///
    /// Source: facts 9.2; Systems Manager API reference, data type `Session`, does not say which
    /// sessions are `Failed`.
    public enum RefusedSessions {
        /// `Failed`.
        FAILED,
        /// `Terminated`, as one that somebody has ended.
        TERMINATED
    }

    private volatile RefusedSessions refusedSessions = RefusedSessions.FAILED;
    private volatile ForeignSimulation foreignSimulation = ForeignSimulation.BY_OWN_POLICIES;
    private volatile UnattachedPolicies unattachedPolicies = UnattachedPolicies.LISTED;
    private volatile AwsPolicies awsPolicies = AwsPolicies.IN_USE;

    /// Which status a session has that its target has refused.
    public RefusedSessions refusedSessions() {
        return refusedSessions;
    }

    /// From now on, sessions that their target has refused have this status.
    public void refusedSessions(RefusedSessions answer) {
        refusedSessions = answer;
    }

    /// What a simulation says about a resource of another account.
    public ForeignSimulation foreignSimulation() {
        return foreignSimulation;
    }

    /// From now on, simulations answer like this about resources of other accounts.
    public void foreignSimulation(ForeignSimulation answer) {
        foreignSimulation = answer;
    }

    /// Whether the listing of an account has the policies that are attached to nobody.
    public UnattachedPolicies unattachedPolicies() {
        return unattachedPolicies;
    }

    /// From now on, listings of accounts treat policies that are attached to nobody like this.
    public void unattachedPolicies(UnattachedPolicies answer) {
        unattachedPolicies = answer;
    }

    /// Which policies of AWS the listing of an account has.
    public AwsPolicies awsPolicies() {
        return awsPolicies;
    }

    /// From now on, listings of accounts have these policies of AWS.
    public void awsPolicies(AwsPolicies answer) {
        awsPolicies = answer;
    }
}
