// Adds filters to a page that shows everything without them. Reads only what the page itself shows.
'use strict';
{
  const form = document.querySelector('form.filters');

  for (const control of document.querySelectorAll('.scripted')) {
    control.hidden = false;
  }

  if (form !== null) {
    const shown = document.getElementById('shown');
    const number = (count) => count.toLocaleString('en-US');

    const groups = Array.from(document.querySelectorAll('details.rule'), (element) => ({
      element,
      severity: element.dataset.severity,
      rule: element.dataset.rule,
      kind: element.dataset.kind,
      count: element.querySelector('.count'),
      findings: Array.from(element.querySelectorAll('tbody tr'), (row) => ({
        row,
        account: row.cells[0].textContent.toLowerCase(),
        region: row.cells[1].textContent,
        suppressed: row.classList.contains('suppressed'),
        fresh: row.classList.contains('fresh'),
        // A row can stand for others of its cause, of any account and Region.
        rest: row.dataset.count !== undefined,
        stands: Number(row.dataset.count ?? 1),
      })),
    }));
    const sum = (findings) => findings.reduce((total, finding) => total + finding.stands, 0);
    // One count for the whole page: a finding is wrong and not accepted; all else stands beside it.
    const kindOf = (group, finding) => (finding.suppressed ? 'suppressed' : group.kind);
    const counted = (isCounted) => {
      const count = { broken: 0, unknown: 0, advice: 0, suppressed: 0 };
      for (const group of groups) {
        for (const finding of group.findings.filter(isCounted)) {
          count[kindOf(group, finding)] += finding.stands;
        }
      }
      return count;
    };
    const all = counted(() => true);

    const filter = () => {
      const wanted = new FormData(form);
      const severities = wanted.getAll('severity');
      const rule = wanted.get('rule');
      const region = wanted.get('region');
      const account = wanted.get('account').trim().toLowerCase();
      for (const group of groups) {
        const open = severities.includes(group.severity) && ['', group.rule].includes(rule);
        let visibleHere = 0;
        for (const finding of group.findings) {
          finding.row.hidden = !(
            open &&
            (kindOf(group, finding) === 'broken' || wanted.has(kindOf(group, finding))) &&
            (finding.rest ||
              ((!wanted.has('fresh') || finding.fresh) &&
                ['', finding.region].includes(region) &&
                finding.account.includes(account)))
          );
          visibleHere += finding.row.hidden ? 0 : finding.stands;
        }
        group.element.hidden = visibleHere === 0;
        const mine = group.findings.filter((finding) => !finding.suppressed);
        const here = sum(mine.filter((finding) => !finding.row.hidden));
        group.count.textContent =
          here === sum(mine) ? number(here) : `${number(here)} of ${number(sum(mine))}`;
      }
      const seen = counted((finding) => !finding.row.hidden);
      const of = (kind) =>
        seen[kind] === all[kind] ? number(seen[kind]) : `${number(seen[kind])} of ${number(all[kind])}`;
      shown.textContent =
        `${of('broken')} ${all.broken === 1 ? 'finding' : 'findings'}; beside them ` +
        `${of('unknown')} could not be told, ${of('advice')} advice, ${of('suppressed')} suppressed`;
    };

    form.addEventListener('input', filter);
    form.addEventListener('submit', (event) => event.preventDefault());
    document.getElementById('unfilter').addEventListener('click', () => {
      form.reset();
      filter();
    });

    const fold = document.getElementById('fold');
    fold.addEventListener('click', () => {
      const opens = groups.every((group) => !group.element.open);
      for (const group of groups) {
        group.element.open = opens;
      }
    });

    for (const link of document.querySelectorAll('.matrix tbody a')) {
      link.addEventListener('click', () => {
        form.reset();
        form.elements.account.value = link.closest('tr').cells[1].textContent;
        filter();
      });
    }

    filter();
  }

  const problems = document.getElementById('problems');
  problems.addEventListener('input', () => {
    for (const row of document.querySelectorAll('.matrix tbody tr.fine')) {
      row.hidden = problems.checked;
    }
  });
}
