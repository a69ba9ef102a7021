using Microsoft.Extensions.Options;

namespace NasCluster.Silo;

internal sealed class SiloOptionsValidator : IValidateOptions<SiloOptions>
{
    private const int MostSlots = 256;
    private const int MostThreads = 1024;

    public ValidateOptionsResult Validate(string? name, SiloOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.DataFolder))
        {
            errors.Add("DataFolder is empty: a folder is needed.");
        }

        if (options.Slots is < 0 or > MostSlots)
        {
            errors.Add($"Slots is {options.Slots}: allowed is 0 to {MostSlots}.");
        }

        if (options.Threads is < 0 or > MostThreads)
        {
            errors.Add($"Threads is {options.Threads}: allowed is 0 (shared out) to {MostThreads}.");
        }

        if (options.Device != "cpu" && !IsCuda(options.Device))
        {
            errors.Add($"Device is '{options.Device}': allowed is cpu or cuda:N.");
        }

        if (options is { ClusterId: not null, Postgres: null })
        {
            errors.Add($"ClusterId is '{options.ClusterId}', but no PostgreSQL is named: a cluster needs one.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsCuda(string device) =>
        device.StartsWith("cuda:", StringComparison.Ordinal) && uint.TryParse(device.AsSpan(5), out _);
}
