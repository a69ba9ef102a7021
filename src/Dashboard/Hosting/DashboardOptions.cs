namespace NasCluster.Dashboard.Hosting;

/// <summary>Where the dashboard listens and which cluster it shows.</summary>
internal sealed record DashboardOptions
{
    public const string DefaultUrl = "http://localhost:5080";

    /// <summary>HOST[:PORT] of control silos, several with commas.</summary>
    public required string Gateway { get; init; }

    public string ClusterId { get; init; } = "nascluster";

    /// <summary>http://HOST:PORT; port 0 takes a free one.</summary>
    public required Uri Url { get; init; }

    /// <summary>File with keys, one "ROLE NAME SHA256" a line; null for the environment's, or none.</summary>
    public string? KeysFile { get; init; }

    /// <summary>File that names an identity provider; null for the environment's, or none.</summary>
    public string? OidcFile { get; init; }

    /// <summary>File with webhooks, one "URL SECRET [KIND,KIND…]" a line; null for the environment's, or none.</summary>
    public string? WebhooksFile { get; init; }

    /// <summary>Stops when standard input ends: whoever started it has gone.</summary>
    public bool StopsWithInput { get; init; }
}
