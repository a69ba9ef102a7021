using System.Net;
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

        foreach (
            var (budget, bytes) in new[]
            {
                (nameof(options.CheckpointBudget), options.CheckpointBudget),
                (nameof(options.LogBudget), options.LogBudget),
                (nameof(options.MemoryBudget), options.MemoryBudget),
            }
        )
        {
            if (bytes < 0)
            {
                errors.Add($"{budget} is {bytes}: allowed is 0 (no limit) and more.");
            }
        }

        errors.AddRange(
            options
                .Devices.Select(device => device.Problem)
                .OfType<string>()
                .Select(problem =>
                    $"Device is '{options.Device}': {problem}. Several go with commas, a name before a device with '='."
                )
        );

        if (options is { ClusterId: not null, Postgres: null })
        {
            errors.Add($"ClusterId is '{options.ClusterId}', but no PostgreSQL is named: a cluster needs one.");
        }

        CheckCluster(options, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <exception cref="OptionsValidationException">An option is out of range.</exception>
    public static void Check(SiloOptions options)
    {
        if (new SiloOptionsValidator().Validate(name: null, options) is { Failed: true, Failures: { } failures })
        {
            throw new OptionsValidationException("", typeof(SiloOptions), failures);
        }
    }

    private static void CheckCluster(SiloOptions options, List<string> errors)
    {
        if (options is { Role: not SiloRole.All, Postgres: null })
        {
            errors.Add($"Role is {options.Role}, but no PostgreSQL is named: without one, a silo has all roles.");
        }

        if (options is { Role: SiloRole.Worker, Slots: 0 })
        {
            errors.Add("Slots is 0: a worker has at least 1.");
        }

        if (options.Address is { } address && !IsAddress(address))
        {
            errors.Add($"Address is '{address}': allowed is an IP address that others reach, such as 10.0.0.4.");
        }

        foreach (var (name, port) in new[] { ("SiloPort", options.SiloPort), ("GatewayPort", options.GatewayPort) })
        {
            if (port is < 0 or > ushort.MaxValue)
            {
                errors.Add($"{name} is {port}: allowed is 0 (any free one) to {ushort.MaxValue}.");
            }
        }
    }

    private static bool IsAddress(string text) =>
        IPAddress.TryParse(text, out var address)
        && !address.Equals(IPAddress.Any)
        && !address.Equals(IPAddress.IPv6Any);
}
