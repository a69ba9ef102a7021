using System.Collections.Immutable;
using NasCluster.Domain.Experiments;

namespace NasCluster.Domain.Scheduling;

/// <summary>A device of a worker, as its options name it: "cpu", "cuda:1", or with a name of its own "edge=cpu".</summary>
/// <param name="Device">"cpu" or "cuda:N".</param>
/// <param name="Name">What experiments may call it; null for its kind only.</param>
public sealed record SlotDevice(string Device, string? Name = null)
{
    public const string Cpu = "cpu";
    public const string Cuda = "cuda";

    private const char Separator = '=';

    /// <summary>"cpu" or "cuda".</summary>
    public string Kind => Device == Cpu ? Cpu : Cuda;

    /// <summary>The names by which a candidate may ask for it.</summary>
    public ImmutableArray<string> Offers => Name is { } name ? [Kind, name] : [Kind];

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public string? Problem =>
        Device != Cpu && !IsCuda ? $"'{Device}' is no device: allowed are cpu and cuda:N"
        : Name is Cpu or Cuda ? $"'{Name}' is a kind of device and cannot be the name of one"
        : Name is { } name && SpecNames.Problem(name, PlacementSpec.MaxNameLength) is { } problem
            ? $"'{name}' is no name of a device: {problem}"
        : null;

    private bool IsCuda =>
        Device.StartsWith($"{Cuda}:", StringComparison.Ordinal) && uint.TryParse(Device.AsSpan(Cuda.Length + 1), out _);

    /// <summary>Reads one; see <see cref="Problem"/>.</summary>
    public static SlotDevice Parse(string text)
    {
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        return at < 0 ? new(text.Trim()) : new(text[(at + 1)..].Trim(), text[..at].Trim());
    }

    public override string ToString() => Name is { } name ? $"{name}{Separator}{Device}" : Device;
}
