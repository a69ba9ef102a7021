namespace NasCluster.Dashboard.Access;

/// <summary>By what callers are known. Neither: only this machine is answered, and it may do everything.</summary>
/// <param name="Keys">Keys of people and programs.</param>
/// <param name="Provider">Whose users may sign in and send tokens; null for none.</param>
internal sealed record Identities(ApiKeys Keys, OidcOptions? Provider)
{
    public bool AreConfigured => Keys.AreConfigured || Provider is not null;

    /// <summary>What a program has to send.</summary>
    public string Wanted =>
        this switch
        {
            { Provider: null } => "Send a key: Authorization: Bearer KEY.",
            { Keys.AreConfigured: false } => $"Send a token of {Provider.Authority}: Authorization: Bearer TOKEN.",
            _ => $"Send a key or a token of {Provider.Authority}: Authorization: Bearer KEY.",
        };
}
