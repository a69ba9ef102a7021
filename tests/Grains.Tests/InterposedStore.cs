using System.Collections.Concurrent;
using System.Reflection;
using NasCluster.Domain.Candidates;
using NasCluster.Domain.Ports;

namespace NasCluster.Grains.Tests;

/// <summary>The store with a place to act between a grain's look at it and what the grain then saves.</summary>
public class InterposedStore : DispatchProxy
{
    private readonly ConcurrentDictionary<string, Func<long, Task>> _before = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Func<long, Task>> _beforeChange = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> _fullReads = new(StringComparer.Ordinal);
    private IExperimentStore _store = null!;

    public static IExperimentStore Around(IExperimentStore store)
    {
        var proxy = Create<IExperimentStore, InterposedStore>();
        ((InterposedStore)(object)proxy)._store = store;
        return proxy;
    }

    /// <summary>Runs once, before the next proposal for an experiment, with the version it is made on.</summary>
    public void BeforeProposal(string experiment, Func<long, Task> act) => _before[experiment] = act;

    /// <summary>Runs once, before the next change of an experiment's state, with the version it is made on.</summary>
    public void BeforeChange(string experiment, Func<long, Task> act) => _beforeChange[experiment] = act;

    /// <summary>How often all candidates of an experiment were asked for as changes.</summary>
    public int FullReads(string experiment) => _fullReads.GetValueOrDefault(experiment);

    /// <summary>How often all candidates of an experiment were read.</summary>
    public int CandidateReads { get; private set; }

    public IExperimentStore Counted() => (IExperimentStore)(object)this;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        switch (targetMethod!.Name)
        {
            case nameof(IExperimentStore.ChangesAsync) when args![1] is CandidateHistory { IsEmpty: true }:
                _fullReads.AddOrUpdate((string)args[0]!, 1, static (_, count) => count + 1);
                break;
            case nameof(IExperimentStore.CandidatesAsync):
                CandidateReads++;
                break;
            case nameof(IExperimentStore.ProposeAsync) when _before.TryRemove((string)args![0]!, out var act):
                return ActFirstAsync(act, (long)args[1]!, () => (Task<bool>)targetMethod.Invoke(_store, args)!);
            case nameof(IExperimentStore.ChangeStateAsync)
                when _beforeChange.TryRemove((string)args![0]!, out var earlier):
                return ActFirstAsync(earlier, (long)args[1]!, () => (Task<bool>)targetMethod.Invoke(_store, args)!);
        }

        return targetMethod.Invoke(_store, args);
    }

    private static async Task<bool> ActFirstAsync(Func<long, Task> act, long version, Func<Task<bool>> write)
    {
        await act(version);
        return await write();
    }
}
