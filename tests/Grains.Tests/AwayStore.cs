using System.Reflection;
using NasCluster.Domain.Ports;

namespace NasCluster.Grains.Tests;

/// <summary>Away for the first calls, then the store.</summary>
public class AwayStore : DispatchProxy
{
    public IExperimentStore Inner { get; set; } = null!;

    public int Outages { get; set; }

    public int Calls { get; private set; }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        ++Calls > Outages
            ? targetMethod!.Invoke(Inner, args)
            : Task.FromException<bool>(new StoreAwayException("away"));
}
