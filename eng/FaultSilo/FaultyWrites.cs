using System.Reflection;
using NasCluster.Domain.Ports;

namespace NasCluster.FaultSilo;

/// <summary>The store with every write done twice (row F1), or with answers lost after the write was done (F3, B6).</summary>
public class FaultyWrites : DispatchProxy
{
    private static readonly HashSet<string> Repeated =
    [
        nameof(IExperimentStore.ChangeStateAsync),
        nameof(IExperimentStore.ProposeAsync),
        nameof(IExperimentStore.BeatAsync),
        nameof(IExperimentStore.RecordAsync),
        nameof(IExperimentStore.SettleAsync),
        nameof(IExperimentStore.ExpireAsync),
    ];

    private IExperimentStore _store = null!;
    private FaultDraw _draw = null!;

    internal static IExperimentStore Around(IExperimentStore store, FaultDraw draw)
    {
        var proxy = Create<IExperimentStore, FaultyWrites>();
        ((FaultyWrites)(object)proxy)._store = store;
        ((FaultyWrites)(object)proxy)._draw = draw;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var answer = targetMethod!.Invoke(_store, args);
        if (!Repeated.Contains(targetMethod.Name))
        {
            return answer;
        }

        return answer switch
        {
            Task<bool> accepted => FaultyAsync(accepted, () => (Task<bool>)targetMethod.Invoke(_store, args)!),
            _ => targetMethod.Name == nameof(IExperimentStore.BeatAsync) ? Again(targetMethod, args, answer) : answer,
        };
    }

    private object? Again(MethodInfo method, object?[]? args, object? answer)
    {
        if (FaultOptions.Twice)
        {
            _draw.Note();
            _ = method.Invoke(_store, args);
        }

        return answer;
    }

    private async Task<bool> FaultyAsync(Task<bool> first, Func<Task<bool>> again)
    {
        var accepted = await first;
        if (FaultOptions.Twice)
        {
            _draw.Note();
            _ = await again();
        }
        else if (_draw.Happens())
        {
            throw new StoreAwayException("The answer is lost.");
        }

        return accepted;
    }
}
