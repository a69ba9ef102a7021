namespace NasCluster.Client;

/// <summary>Which cluster a client speaks to, and how patient it is.</summary>
public sealed class NasClientOptions
{
    /// <summary>HOST or HOST:PORT of control silos, several with commas; names are resolved again and again.</summary>
    public string? Gateway { get; set; }

    /// <summary>Name of the cluster behind <see cref="Gateway"/>.</summary>
    public string ClusterId { get; set; } = "nascluster";

    /// <summary>Instead of a gateway: the folder of a store that a process of this machine serves ('nas serve', 'nas dashboard').</summary>
    public string? Store { get; set; }

    /// <summary>How long connecting may take, tries in between included; not negative. 30 s by default.</summary>
    public TimeSpan ConnectFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a call is repeated while no gateway or silo can be reached; zero for not at all. Calls are safe to repeat: a
    /// submission has a key, and changes of state look at what became of them. 60 s by default.
    /// </summary>
    public TimeSpan RetryFor { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Errors of all options, as messages that name field, value and what is allowed; empty where there are none.</summary>
    public IReadOnlyList<string> Check()
    {
        var errors = new List<string>();
        if (Gateway is null == Store is null)
        {
            errors.Add(
                $"Gateway is {Shown(Gateway)} and Store is {Shown(Store)}: exactly one of the two has to be set."
            );
        }

        errors.AddRange(Gateway is null ? [] : Gateways.Check(Gateway));
        if (string.IsNullOrWhiteSpace(ClusterId))
        {
            errors.Add("ClusterId is empty: allowed is the name of a cluster.");
        }

        if (ConnectFor < TimeSpan.Zero)
        {
            errors.Add($"ConnectFor is {ConnectFor}: allowed is 0 or more.");
        }

        if (RetryFor < TimeSpan.Zero)
        {
            errors.Add($"RetryFor is {RetryFor}: allowed is 0 or more.");
        }

        return errors;
    }

    private static string Shown(string? value) => value is null ? "not set" : $"'{value}'";
}
